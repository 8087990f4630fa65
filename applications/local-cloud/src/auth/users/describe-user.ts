// SPDX-License-Identifier: MIT

import type { Pool } from 'pg';

/** The times that are part of a user once they came. */
const TIMES = [
    ...['email_confirmed_at', 'invited_at', 'phone_confirmed_at', 'confirmation_sent_at', 'confirmed_at'],
    ...['recovery_sent_at', 'email_change_sent_at', 'reauthentication_sent_at', 'last_sign_in_at', 'banned_until']
];

interface Row {
    readonly description: Readonly<Record<string, unknown>>;
    readonly times: Readonly<Record<string, string | null>>;
    readonly identities: readonly Readonly<Record<string, unknown>>[];
}

/**
 * Returns a user as Supabase Auth describes one. Supabase Lite leaves some times out, and writes others as PostgreSQL
 * does, which not every browser reads.
 *
 * @returns undefined if there is no such user
 */
export async function describeUser(database: Pool, id: string): Promise<Record<string, unknown> | undefined> {
    const { rows } = await database.query<Row>(
        `select
            jsonb_build_object(
                'id', u.id, 'aud', u.aud, 'role', u.role, 'email', coalesce(u.email, ''),
                'phone', coalesce(u.phone, ''), 'app_metadata', coalesce(u.raw_app_meta_data, '{}'),
                'user_metadata', coalesce(u.raw_user_meta_data, '{}'), 'is_anonymous', u.is_anonymous,
                'created_at', u.created_at, 'updated_at', u.updated_at
            ) || case when u.email_change <> '' then jsonb_build_object('new_email', u.email_change) else '{}' end
                as description,
            to_jsonb(u) as times,
            coalesce((
                select jsonb_agg(jsonb_build_object(
                    'identity_id', i.id, 'id', i.provider_id, 'user_id', i.user_id, 'identity_data', i.identity_data,
                    'provider', i.provider, 'last_sign_in_at', i.last_sign_in_at, 'created_at', i.created_at,
                    'updated_at', i.updated_at, 'email', coalesce(i.email, '')
                ) order by i.created_at)
                from auth.identities i where i.user_id = u.id
            ), '[]') as identities
         from auth.users u where u.id = $1`,
        [id]
    );
    const [row] = rows;
    if (row === undefined) {
        return undefined;
    }
    const times = TIMES.map(name => [name, row.times[name]]).filter(([, time]) => time !== null);
    return {
        ...withPlainTimes({ ...row.description, ...Object.fromEntries(times) }),
        identities: row.identities.map(withPlainTimes)
    };
}

/** Writes times of UTC as Go does. */
function withPlainTimes(fields: Readonly<Record<string, unknown>>): Record<string, unknown> {
    return Object.fromEntries(
        Object.entries(fields).map(([name, value]) => [
            name,
            /_at$|_until$/.test(name) && typeof value === 'string' ? value.replace(/\+00:00$/, 'Z') : value
        ])
    );
}
