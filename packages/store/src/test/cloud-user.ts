// SPDX-License-Identifier: MIT

import { testCloud } from '@sanyam/test-kit/test-cloud';
import { type NewAccount, signUp } from '@sanyam/test-kit/sign-up';
import { setTier } from '@sanyam/test-kit/tiers';
import type { AuthSession } from '@sanyam/types';
import { CloudDocumentStore } from '../cloud-document-store';
import { PostgrestDatabaseSession } from '../session/postgrest-database-session';
import { SupabaseClientFactory } from '../session/supabase-client-factory';

export interface CloudUser {
    readonly id: string;
    readonly email: string;
    readonly store: CloudDocumentStore;
}

/** Signs up a new user in the test run's cloud, through the real Auth API. */
export async function signUpCloudUser(account: NewAccount = {}): Promise<CloudUser> {
    const { id, email, token } = await signUp(await testCloud(), account);
    return { id, email, store: await storeWithToken(token) };
}

/** Returns a store that sends this token, or no token. */
export async function storeWithToken(token: string | null): Promise<CloudDocumentStore> {
    const { supabaseUrl, anonKey } = await testCloud();
    const session: Pick<AuthSession, 'accessToken'> = { accessToken: async () => token };
    const clients = new SupabaseClientFactory({ supabaseUrl, supabaseAnonKey: anonKey }, session);
    return new CloudDocumentStore(new PostgrestDatabaseSession(clients.create(), supabaseUrl));
}

/** Signs up a new user with the tier pro. */
export async function signUpProUser(): Promise<CloudUser> {
    const user = await signUpCloudUser();
    await setTier(await testCloud(), user.id, 'pro');
    return user;
}
