// SPDX-License-Identifier: MIT

import type { ClientBase, Pool } from 'pg';

/** A row of `auth.users`, without what the front does not need. */
export interface AuthUser {
    readonly id: string;
    readonly email: string | null;
    readonly encrypted_password: string | null;
    readonly email_confirmed_at: Date | null;
    readonly confirmation_token: string | null;
    readonly confirmation_sent_at: Date | null;
    readonly recovery_token: string | null;
    readonly recovery_sent_at: Date | null;
    readonly email_change: string | null;
    readonly email_change_token_new: string | null;
    readonly email_change_token_current: string | null;
    readonly email_change_sent_at: Date | null;
    readonly email_change_confirm_status: number;
    readonly reauthentication_token: string | null;
    readonly reauthentication_sent_at: Date | null;
    readonly banned_until: Date | null;
}

const COLUMNS = `id, email, encrypted_password, email_confirmed_at, confirmation_token, confirmation_sent_at,
    recovery_token, recovery_sent_at, email_change, email_change_token_new, email_change_token_current,
    email_change_sent_at, email_change_confirm_status, reauthentication_token, reauthentication_sent_at, banned_until`;

/** @param email in lower case */
export async function findUserByEmail(database: Pool, email: string): Promise<AuthUser | undefined> {
    const { rows } = await database.query<AuthUser>(
        `select ${COLUMNS} from auth.users where email = $1 and not is_sso_user and deleted_at is null`,
        [email]
    );
    return rows[0];
}

export async function findUserById(database: Pool, id: string): Promise<AuthUser | undefined> {
    const { rows } = await database.query<AuthUser>(`select ${COLUMNS} from auth.users where id = $1`, [id]);
    return rows[0];
}

/** Finds a user by a condition, and locks the row until the end of the transaction, so that a code works once. */
export async function lockUser(client: ClientBase, condition: string, value: string): Promise<AuthUser | undefined> {
    const { rows } = await client.query<AuthUser>(
        `select ${COLUMNS} from auth.users where (${condition}) and not is_sso_user and deleted_at is null for update`,
        [value]
    );
    return rows[0];
}

export function isBanned({ banned_until: until }: AuthUser): boolean {
    return until !== null && until.getTime() > Date.now();
}
