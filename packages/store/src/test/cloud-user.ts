// SPDX-License-Identifier: MIT

import { testCloud } from '@sanyam/local-cloud';
import { signUp } from '@sanyam/test-kit/sign-up';
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

/** A new user of the test run's cloud, signed up through its real Auth API. */
export async function signUpCloudUser(): Promise<CloudUser> {
    const { id, email, token } = await signUp(await testCloud());
    return { id, email, store: await storeWithToken(token) };
}

/** The store as someone with this token, or with none, uses it. */
export async function storeWithToken(token: string | null): Promise<CloudDocumentStore> {
    const { supabaseUrl, anonKey } = await testCloud();
    const session: Pick<AuthSession, 'accessToken'> = { accessToken: async () => token };
    const clients = new SupabaseClientFactory({ supabaseUrl, supabaseAnonKey: anonKey }, session);
    return new CloudDocumentStore(new PostgrestDatabaseSession(clients.create(), supabaseUrl));
}

/** The same, with a tier that has every feature. */
export async function signUpProUser(): Promise<CloudUser> {
    const user = await signUpCloudUser();
    await setTier(await testCloud(), user.id, 'pro');
    return user;
}
