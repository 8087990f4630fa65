// SPDX-License-Identifier: MIT

import { hash } from 'node:crypto';
import type { AccessTokenVerifier } from './access-token-verifier';
import type { Credentials } from './caller';
import { unauthorized } from './unauthorized';

/** A bearer token (RFC 6750). */
const BEARER = /^Bearer +([\w.~+/=-]+)$/i;

/** `sanyam_<prefix>_<secret>`, as the database creates keys. */
const API_KEY = /^sanyam_[0-9a-z]{1,32}_[0-9A-Za-z]{20,128}$/;

/** Reads the credentials of a request. */
export class Authenticator {
    constructor(private readonly verifier: AccessTokenVerifier) {}

    /**
     * Returns the credentials. Verifies a session, but not an API key.
     *
     * @param authorization the Authorization header
     * @throws CloudError UNAUTHORIZED; SERVICE_UNAVAILABLE when a session cannot be verified
     */
    async authenticate(authorization: string | undefined): Promise<Credentials> {
        if (authorization === undefined || authorization.trim() === '') {
            throw unauthorized('missing');
        }
        const token = BEARER.exec(authorization.trim())?.[1];
        if (token === undefined) {
            throw unauthorized('malformed');
        }
        if (!token.startsWith('sanyam_')) {
            return { kind: 'session', ...(await this.verifier.verify(token)), accessToken: token };
        }
        if (!API_KEY.test(token)) {
            throw unauthorized('malformed');
        }
        return { kind: 'api-key', secretHash: hash('sha256', token, 'hex') };
    }
}
