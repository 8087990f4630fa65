// SPDX-License-Identifier: MIT

import type { Client } from 'pg';
import { setPassword } from './password.js';

/** The role for direct connections of the gateway. A migration creates it without a password. */
export const GATEWAY_ROLE = 'sanyam_gateway';

/**
 * Gives the gateway's role a password, so that it can log in.
 *
 * @param client a connection as superuser
 * @returns whether the role exists
 */
export async function openGatewayRole(client: Client, password: string): Promise<boolean> {
    const { rowCount } = await client.query('select from pg_roles where rolname = $1', [GATEWAY_ROLE]);
    if (rowCount === 0) {
        return false;
    }
    await setPassword(client, GATEWAY_ROLE, password);
    return true;
}
