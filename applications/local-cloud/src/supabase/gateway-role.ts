// SPDX-License-Identifier: MIT

import type { Client } from 'pg';
import { setPassword } from './password.js';

/** The role that the gateway's direct connections log in as; a migration makes it, without a password. */
export const GATEWAY_ROLE = 'sanyam_gateway';

/**
 * Lets the gateway's role log in, where the migrations made it.
 *
 * @param client a connection as superuser
 * @returns whether there is such a role
 */
export async function openGatewayRole(client: Client, password: string): Promise<boolean> {
    const { rowCount } = await client.query('select from pg_roles where rolname = $1', [GATEWAY_ROLE]);
    if (rowCount === 0) {
        return false;
    }
    await setPassword(client, GATEWAY_ROLE, password);
    return true;
}
