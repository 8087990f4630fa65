// SPDX-License-Identifier: MIT

import { hash } from 'node:crypto';
import type { AccessTokenVerifier } from './access-token-verifier';
import type { Credentials } from './caller';
import { unauthorized } from './unauthorized';

/** RFC 6750: the characters of a bearer token. */
const BEARER = /^Bearer +([\w.~+/=-]+)$/i;

/** `sanyam_<prefix>_<secret>`, as the database makes them. */
const API_KEY = /^sanyam_[0-9a-z]{1,32}_[0-9A-Za-z]{20,128}$/;

/** Reads what a request shows. */
export class Authenticator {
    constructor(private readonly verifier: AccessTokenVerifier) {}

    /**
     * @param authorization the header of that name
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
            return { kind: 'session', userId: await this.verifier.verify(token), accessToken: token };
        }
        if (!API_KEY.test(token)) {
            throw unauthorized('malformed');
        }
        return { kind: 'api-key', secretHash: hash('sha256', token, 'hex') };
    }
}
