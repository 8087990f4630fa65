// SPDX-License-Identifier: MIT

import type { ReadyLine } from '@sanyam/local-cloud';
import type { SupabaseClient } from '@supabase/supabase-js';
import { randomUUID } from 'node:crypto';
import { anonymousClient } from './clients.js';

export interface NewAccount {
    readonly email?: string;
    readonly password?: string;
    /** The data about the user that a client sends. */
    readonly metadata?: Record<string, unknown>;
}

/** A user who signed up through the real Auth API and is signed in. */
export interface SignedUpUser {
    readonly id: string;
    readonly email: string;
    readonly password: string;
    /** An access token. It is valid for an hour. */
    readonly token: string;
    /** A client with the user's session. */
    readonly client: SupabaseClient;
}

/** Returns an email address that no other test uses. */
export function newEmail(): string {
    return `${randomUUID()}@example.com`;
}

/** Returns a password that no other test uses. */
export function newPassword(): string {
    return `correct horse ${randomUUID()}`;
}

/** Signs up a user. The default email address and password are new. */
export async function signUp(
    cloud: ReadyLine,
    { email = newEmail(), password = newPassword(), metadata = {} }: NewAccount = {}
): Promise<SignedUpUser> {
    const client = anonymousClient(cloud);
    const { data, error } = await client.auth.signUp({ email, password, options: { data: metadata } });
    if (error !== null || data.session === null || data.user === null) {
        throw error ?? new Error('Signing up gave no session.');
    }
    return { id: data.user.id, email, password, token: data.session.access_token, client };
}
