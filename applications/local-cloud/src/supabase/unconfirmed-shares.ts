// SPDX-License-Identifier: MIT

import type { Client } from 'pg';

/**
 * Lets shares reach users whose address nothing confirms, because this cloud confirms each address at
 * sign-up. A user who signs up with an address gets the documents shared with it.
 *
 * @param client a connection as the owner of the database
 * @returns false when the database does not have the setting, as with other migrations
 */
export async function allowUnconfirmedShares(client: Client): Promise<boolean> {
    const { rowCount } = await client.query(
        `select from information_schema.columns
         where table_schema = 'sanyam_private' and table_name = 'settings'
            and column_name = 'shares_need_confirmed_email'`
    );
    if (rowCount === 0) {
        return false;
    }
    await client.query(
        'update sanyam_private.settings set shares_need_confirmed_email = false where shares_need_confirmed_email'
    );
    return true;
}
