// SPDX-License-Identifier: MIT

import { randomUUID } from 'node:crypto';
import type { Pool, PoolClient } from 'pg';
import { AuthError } from '../auth-error.js';
import type { AuthSettings } from '../auth-settings.js';
import type { Challenge } from '../challenge.js';
import { isBanned, lockUser } from '../users/auth-user.js';
import { type Attempt, completeAttempt, LIFETIME } from './attempt.js';
import type { ProviderProfile } from './provider-profile.js';
import { noteProviders } from './user-identities.js';

/** The providers of Supabase Auth that Supabase Lite lacks, and that speak OpenID Connect. */
export const OWN_PROVIDERS: readonly string[] = ['azure'];

/** Returns whether this front, and not Supabase Lite, signs in with a provider. */
export function isOwnProvider({ providers }: AuthSettings, name: string): boolean {
    return OWN_PROVIDERS.includes(name) && providers.includes(name);
}

/** Notes an attempt. Returns its state. */
export async function noteSignIn(
    database: Pool,
    provider: string,
    referrer: string,
    { code_challenge: challenge, code_challenge_method: method }: Challenge
): Promise<string> {
    const id = randomUUID();
    await database.query(
        `insert into auth.flow_state
            (id, auth_code, authentication_method, provider_type, referrer, code_challenge, code_challenge_method)
         values ($1, $2, 'oauth', $3, $4, $5, $6)`,
        [
            id,
            challenge === '' ? null : randomUUID(),
            provider,
            referrer,
            challenge || null,
            method.toLowerCase() || null
        ]
    );
    return id;
}

/** @returns undefined for a state of no such sign-in, and for one that was completed or is old */
export async function findSignIn(database: Pool, state: string): Promise<Attempt | undefined> {
    const { rows } = await database.query<Attempt>(
        `select id, provider_type as provider, referrer, auth_code as "authCode" from auth.flow_state
         where id::text = $1 and provider_type = any ($2) and user_id is null
            and created_at > now() - make_interval(secs => $3)`,
        [state, OWN_PROVIDERS, LIFETIME]
    );
    return rows[0];
}

/**
 * Completes a sign-in: finds the user of the identity, or the one with its verified email, or creates a user.
 *
 * @returns the user
 * @throws AuthError when the provider has not verified the email, the user is banned, or the sign-in was completed
 */
export async function completeSignIn(client: PoolClient, signIn: Attempt, profile: ProviderProfile): Promise<string> {
    const { provider } = signIn;
    // Two first sign-ins of a person at the same time would both create the user.
    await client.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`${provider} ${profile.sub}`]);
    const known = await client.query<{ user_id: string }>(
        `update auth.identities set identity_data = $3, last_sign_in_at = now(), updated_at = now()
         where provider = $1 and provider_id = $2 returning user_id`,
        [provider, profile.sub, JSON.stringify(profile)]
    );
    const userId = known.rows[0]?.user_id ?? (await addUserWith(client, provider, profile));
    const user = await lockUser(client, 'id = $1', userId);
    if (user !== undefined && isBanned(user)) {
        throw new AuthError(403, 'user_banned', 'User is banned');
    }
    await completeAttempt(client, signIn, userId);
    return userId;
}

async function addUserWith(client: PoolClient, provider: string, profile: ProviderProfile): Promise<string> {
    if (!profile.email_verified) {
        throw new AuthError(
            422,
            'provider_email_needs_verification',
            `Unverified email with ${provider}. Verify the email with ${provider} in order to sign in`
        );
    }
    const data = JSON.stringify(profile);
    const found = await client.query<{ id: string }>(
        `select id from auth.users where email = $1 and not is_sso_user and email_confirmed_at is not null`,
        [profile.email]
    );
    const userId = found.rows[0]?.id ?? randomUUID();
    if (found.rows.length === 0) {
        await client.query(
            `insert into auth.users (id, email, email_confirmed_at, raw_app_meta_data, raw_user_meta_data)
             values ($1, $2, now(), '{}', $3)`,
            [userId, profile.email, data]
        );
    }
    await client.query(
        `insert into auth.identities (id, provider, provider_id, user_id, identity_data, last_sign_in_at)
         values (gen_random_uuid(), $1, $2, $3, $4, now())`,
        [provider, profile.sub, userId, data]
    );
    await noteProviders(client, userId);
    return userId;
}
