// SPDX-License-Identifier: MIT

import { createHash, createHmac, pbkdf2Sync, randomBytes } from 'node:crypto';
import type { Client } from 'pg';

/** Rounds of the hash, as in PostgreSQL (scram_iterations). */
const ITERATIONS = 4096;

/** Bytes of the salt and of SHA-256. */
const SALT_LENGTH = 16;
const KEY_LENGTH = 32;

/**
 * Sets the password of a role. Sends only the verifier, so that no log of PostgreSQL contains the password.
 *
 * @param client a connection as superuser
 * @param password ASCII characters only, which SCRAM does not normalize
 */
export async function setPassword(client: Client, role: string, password: string): Promise<void> {
    const verifier = client.escapeLiteral(scramVerifier(password, randomBytes(SALT_LENGTH)));
    await client.query(`alter role ${client.escapeIdentifier(role)} password ${verifier}`);
}

/** Returns the verifier of a password (RFC 5803), in the format of PostgreSQL. */
function scramVerifier(password: string, salt: Buffer): string {
    const salted = pbkdf2Sync(password, salt, ITERATIONS, KEY_LENGTH, 'sha256');
    const clientKey = createHmac('sha256', salted).update('Client Key').digest();
    const storedKey = createHash('sha256').update(clientKey).digest('base64');
    const serverKey = createHmac('sha256', salted).update('Server Key').digest('base64');
    return `SCRAM-SHA-256$${ITERATIONS}:${salt.toString('base64')}$${storedKey}:${serverKey}`;
}
