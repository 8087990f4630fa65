// SPDX-License-Identifier: MIT

import type { ClientBase } from 'pg';
import { AuthError } from '../auth-error.js';

/** Seconds that somebody may take at the provider, as in Supabase Auth. */
export const LIFETIME = 300;

/** What has begun at an identity provider: its row in `auth.flow_state`. */
export interface Attempt {
    readonly id: string;
    readonly provider: string;
    /** Where the browser goes in the end. */
    readonly referrer: string | null;
    /** The code for the application. Null without PKCE. */
    readonly authCode: string | null;
}

/**
 * Completes an attempt. Its code is worth a session of the user from then on.
 *
 * @throws AuthError when it was completed before
 */
export async function completeAttempt(client: ClientBase, { id, authCode }: Attempt, userId: string): Promise<void> {
    const { rowCount } =
        authCode === null
            ? await client.query('delete from auth.flow_state where id = $1 and user_id is null', [id])
            : await client.query(
                  `update auth.flow_state set user_id = $2, auth_code_issued_at = now(), updated_at = now()
                   where id = $1 and user_id is null`,
                  [id, userId]
              );
    if (rowCount === 0) {
        throw new AuthError(400, 'flow_state_already_used', 'State has already been used');
    }
}
