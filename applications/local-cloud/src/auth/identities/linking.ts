// SPDX-License-Identifier: MIT

import type { Pool } from 'pg';
import { type Attempt, LIFETIME } from './attempt.js';

/** A linking that has begun. */
export interface Linking extends Attempt {
    /** The user whom the identity is linked to. */
    readonly userId: string;
}

/** Notes whom the identity of an attempt is linked to. Without it, the attempt signs in. */
export async function noteLinking(database: Pool, state: string, userId: string): Promise<void> {
    await database.query('update auth.flow_state set linking_target_id = $2 where id::text = $1', [state, userId]);
}

/**
 * Finds the linking with a state that was not completed. An old one is deleted, so that Supabase Lite does not know the
 * state: it would sign in.
 *
 * @returns undefined for a state of no linking
 */
export async function findLinking(database: Pool, state: string): Promise<Linking | undefined> {
    await database.query(
        `delete from auth.flow_state
         where id::text = $1 and linking_target_id is not null and user_id is null
            and created_at < now() - make_interval(secs => $2)`,
        [state, LIFETIME]
    );
    const { rows } = await database.query<Linking>(
        `select id, linking_target_id as "userId", provider_type as provider, referrer, auth_code as "authCode"
         from auth.flow_state where id::text = $1 and linking_target_id is not null and user_id is null`,
        [state]
    );
    return rows[0];
}
