// SPDX-License-Identifier: MIT

import type { Client } from 'pg';

/**
 * Sets whether shares reach only users who read the mail of their address. Where the cloud confirms each address at
 * sign-up, nobody has read one, so they reach every user who signs up with the address.
 *
 * @param client a connection as the owner of the database
 * @returns false when the database does not have the setting, as with other migrations
 */
export async function setConfirmedShares(client: Client, isNeeded: boolean): Promise<boolean> {
    const { rowCount } = await client.query(
        `select from information_schema.columns
         where table_schema = 'sanyam_private' and table_name = 'settings'
            and column_name = 'shares_need_confirmed_email'`
    );
    if (rowCount === 0) {
        return false;
    }
    await client.query(
        `update sanyam_private.settings set shares_need_confirmed_email = $1
         where shares_need_confirmed_email is distinct from $1`,
        [isNeeded]
    );
    return true;
}
