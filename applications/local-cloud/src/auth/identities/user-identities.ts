// SPDX-License-Identifier: MIT

import type { ClientBase, PoolClient } from 'pg';
import { AuthError } from '../auth-error.js';
import { completeAttempt } from './attempt.js';
import type { Linking } from './linking.js';
import type { ProviderProfile } from './provider-profile.js';

/**
 * Links an identity to the user of a linking, and completes the linking.
 *
 * @throws AuthError when the identity is linked already, to this user or to another one, or when the linking was completed
 */
export async function addIdentity(client: PoolClient, linking: Linking, profile: ProviderProfile): Promise<void> {
    const { userId, provider } = linking;
    const { rows } = await client.query<{ user_id: string }>(
        'select user_id from auth.identities where provider = $1 and provider_id = $2',
        [provider, profile.sub]
    );
    if (rows[0] !== undefined) {
        const owner = rows[0].user_id === userId ? '' : ' to another user';
        throw new AuthError(422, 'identity_already_exists', `Identity is already linked${owner}`);
    }
    await client.query(
        `insert into auth.identities (id, provider, provider_id, user_id, identity_data, last_sign_in_at)
         values (gen_random_uuid(), $1, $2, $3, $4, now())`,
        [provider, profile.sub, userId, JSON.stringify(profile)]
    );
    await noteProviders(client, userId);
    await completeAttempt(client, linking, userId);
}

/**
 * Unlinks an identity.
 *
 * @throws AuthError when it is the last one, when the user has no such identity, or when another user has the email that the
 * user would get
 */
export async function removeIdentity(
    client: PoolClient,
    userId: string,
    identityId: string,
    autoconfirm: boolean
): Promise<void> {
    // The row of the user is locked, so that two requests at a time do not remove the last two identities.
    await client.query('select from auth.users where id = $1 for update', [userId]);
    const { rows } = await client.query<{ id: string }>('select id from auth.identities where user_id = $1', [userId]);
    if (rows.length <= 1) {
        throw new AuthError(422, 'single_identity_not_deletable', 'User must have at least 1 identity after unlinking');
    }
    if (!rows.some(({ id }) => id === identityId)) {
        throw new AuthError(422, 'identity_not_found', "Identity doesn't exist");
    }
    await client.query('delete from auth.identities where id = $1', [identityId]);
    await takeEmailOfIdentity(client, userId, autoconfirm);
    await noteProviders(client, userId);
}

/** Gives a user the email of an identity, unless one has the email of the user. First come those that are verified. */
async function takeEmailOfIdentity(client: PoolClient, userId: string, autoconfirm: boolean): Promise<void> {
    const { rows } = await client.query<{ email: string; verified: boolean; keeps: boolean; taken: boolean }>(
        `select i.email, coalesce(i.identity_data -> 'email_verified' = 'true', false) as verified,
            i.email = u.email as keeps,
            exists (select from auth.users o where o.email = i.email and o.id <> u.id and not o.is_sso_user) as taken
         from auth.identities i join auth.users u on u.id = i.user_id
         where i.user_id = $1 and i.email <> ''
         order by verified desc, i.created_at, i.id`,
        [userId]
    );
    if (rows.some(({ keeps }) => keeps)) {
        return;
    }
    const next = rows.find(({ taken }) => !taken);
    if (next === undefined) {
        throw new AuthError(
            422,
            'email_conflict_identity_not_deletable',
            'Unable to unlink identity due to email conflict'
        );
    }
    // What was sent to the old email no longer counts.
    await client.query(
        `update auth.users
         set email = $2, confirmation_token = '', recovery_token = '', email_change = '',
            email_change_token_current = '', email_change_token_new = '', reauthentication_token = '',
            email_confirmed_at = case when $3 then email_confirmed_at end
         where id = $1`,
        [userId, next.email, next.verified || autoconfirm]
    );
}

/** Notes in the metadata of a user how they can sign in, the oldest way first. */
export async function noteProviders(client: ClientBase, userId: string): Promise<void> {
    await client.query(
        `update auth.users u
         set raw_app_meta_data = coalesce(u.raw_app_meta_data, '{}')
            || jsonb_build_object('providers', i.providers, 'provider', i.providers[1]),
            updated_at = now()
         from (
            select array_agg(p.provider order by p.since) as providers
            from (
                select provider, min(created_at) as since from auth.identities where user_id = $1 group by provider
            ) p
         ) i
         where u.id = $1`,
        [userId]
    );
}
