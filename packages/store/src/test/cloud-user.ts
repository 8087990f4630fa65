// SPDX-License-Identifier: MIT

import { testCloud } from '@sanyam/local-cloud';
import type { AuthSession } from '@sanyam/types';
import { createClient } from '@supabase/supabase-js';
import { randomUUID } from 'node:crypto';
import { CloudDocumentStore } from '../cloud-document-store';
import { PostgrestDatabaseSession } from '../session/postgrest-database-session';
import { SupabaseClientFactory } from '../session/supabase-client-factory';
import { setTier } from './cloud-operator';

export interface CloudUser {
    readonly id: string;
    readonly email: string;
    readonly store: CloudDocumentStore;
}

/** A new user of the test run's cloud, signed up through its real Auth API. */
export async function signUpCloudUser(): Promise<CloudUser> {
    const { supabaseUrl, anonKey } = await testCloud();
    const auth = createClient(supabaseUrl, anonKey, { auth: { persistSession: false, autoRefreshToken: false } }).auth;
    const email = `${randomUUID()}@example.org`;
    const { data, error } = await auth.signUp({ email, password: randomUUID() });
    if (error || !data.session) {
        throw error ?? new Error('The test cloud asks to confirm the e-mail address.');
    }
    const { access_token, user } = data.session;
    return { id: user.id, email, store: await storeWithToken(access_token) };
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
    await setTier(user.id, 'pro');
    return user;
}
