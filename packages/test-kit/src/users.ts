// SPDX-License-Identifier: MIT

import { randomUUID } from 'node:crypto';
import type { Database } from './database.js';
import { newEmail } from './sign-up.js';

export interface User {
    readonly id: string;
    readonly email: string;
}

/**
 * Inserts confirmed users as the auth server does, but without passwords, which take time.
 *
 * @param tier the tier of all these users
 */
export async function addUsers(database: Database, count: number, tier: string): Promise<User[]> {
    const users = Array.from({ length: count }, () => ({ id: randomUUID(), email: newEmail() }));
    await database.query(
        `insert into auth.users (id, email, email_confirmed_at, created_at, updated_at)
         select u.id, u.email, now(), now(), now() from jsonb_to_recordset($1) u (id uuid, email text)`,
        [JSON.stringify(users)]
    );
    await database.query('update public.user_profiles set tier = $2 where id = any ($1)', [
        users.map(user => user.id),
        tier
    ]);
    return users;
}
