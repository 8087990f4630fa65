// SPDX-License-Identifier: MIT

import { createHash, createHmac, pbkdf2Sync, randomBytes } from 'node:crypto';
import type { Client } from 'pg';

/** Rounds of the hash: PostgreSQL's own number (scram_iterations). */
const ITERATIONS = 4096;

/** Of the salt and of SHA-256, in bytes. */
const SALT_LENGTH = 16;
const KEY_LENGTH = 32;

/**
 * Gives a role a password. PostgreSQL is told the verifier alone, so that no log of it can hold the password.
 *
 * @param client a connection as superuser
 * @param password of ASCII characters, which SCRAM takes as they are
 */
export async function setPassword(client: Client, role: string, password: string): Promise<void> {
    const verifier = client.escapeLiteral(scramVerifier(password, randomBytes(SALT_LENGTH)));
    await client.query(`alter role ${client.escapeIdentifier(role)} password ${verifier}`);
}

/** What a server keeps of a password (RFC 5803), in the form in which PostgreSQL stores it. */
function scramVerifier(password: string, salt: Buffer): string {
    const salted = pbkdf2Sync(password, salt, ITERATIONS, KEY_LENGTH, 'sha256');
    const clientKey = createHmac('sha256', salted).update('Client Key').digest();
    const storedKey = createHash('sha256').update(clientKey).digest('base64');
    const serverKey = createHmac('sha256', salted).update('Server Key').digest('base64');
    return `SCRAM-SHA-256$${ITERATIONS}:${salt.toString('base64')}$${storedKey}:${serverKey}`;
}
