// SPDX-License-Identifier: MIT

import type { Pool } from 'pg';

/** Returns a user who has not confirmed the address yet, as a sign-up answers it. */
export async function describeUser(database: Pool, id: string): Promise<unknown> {
    const { rows } = await database.query<{ description: unknown }>(
        `select jsonb_build_object(
            'id', u.id, 'aud', u.aud, 'role', u.role, 'email', u.email, 'phone', coalesce(u.phone, ''),
            'confirmation_sent_at', u.confirmation_sent_at,
            'app_metadata', u.raw_app_meta_data, 'user_metadata', u.raw_user_meta_data,
            'identities', coalesce((
                select jsonb_agg(jsonb_build_object(
                    'identity_id', i.id, 'id', i.provider_id, 'user_id', i.user_id, 'identity_data', i.identity_data,
                    'provider', i.provider, 'last_sign_in_at', i.last_sign_in_at, 'created_at', i.created_at,
                    'updated_at', i.updated_at, 'email', i.email
                ))
                from auth.identities i where i.user_id = u.id
            ), '[]'),
            'created_at', u.created_at, 'updated_at', u.updated_at, 'is_anonymous', u.is_anonymous
         ) as description
         from auth.users u where u.id = $1`,
        [id]
    );
    return rows[0]?.description;
}
