// SPDX-License-Identifier: MIT

import type { ClientBase } from 'pg';
import { noteProviders } from '../identities/user-identities.js';
import type { AuthUser } from './auth-user.js';

/** Confirms the address of a user. The columns change as in Supabase Auth, because triggers of the database read them. */
export async function confirmUser(client: ClientBase, { id }: AuthUser): Promise<void> {
    await client.query(
        `update auth.users
         set confirmation_token = '', email_confirmed_at = now(), updated_at = now(),
            raw_user_meta_data = coalesce(raw_user_meta_data, '{}') || '{"email_verified": true}'
         where id = $1`,
        [id]
    );
}

/** Notes that the identities with the address of the user are verified. */
export async function verifyIdentities(client: ClientBase, { id, email }: AuthUser): Promise<void> {
    await client.query(
        `update auth.identities
         set identity_data = identity_data || '{"email_verified": true}', updated_at = now()
         where user_id = $1 and email = $2`,
        [id, email]
    );
}

/** Gives a user the new address, and the identity for it. */
export async function changeEmail(client: ClientBase, { id, email_change: email }: AuthUser): Promise<void> {
    const data = JSON.stringify({ email, email_verified: true });
    await client.query(
        `insert into auth.identities (id, provider, provider_id, user_id, identity_data, last_sign_in_at)
         values (gen_random_uuid(), 'email', $1::text, $1::uuid,
            jsonb_build_object('sub', $1::text, 'phone_verified', false) || $2::jsonb, now())
         on conflict (provider, provider_id) do update
         set identity_data = identities.identity_data || $2::jsonb, updated_at = now()`,
        [id, data]
    );
    await client.query(
        `update auth.users
         set email = email_change, email_change = '', email_change_token_current = '', email_change_token_new = '',
            email_change_confirm_status = 0, email_confirmed_at = coalesce(email_confirmed_at, now()),
            updated_at = now()
         where id = $1`,
        [id]
    );
    await noteProviders(client, id);
}
