// SPDX-License-Identifier: MIT

import { type ApiKeyAuthentication, CloudError, type CountedRequest } from '@sanyam/types';
import { hash } from 'node:crypto';
import type { AdmissionDatabase } from '../database/admission-database';
import type { AccessTokenVerifier } from './access-token-verifier';
import type { Caller } from './caller';
import type { KeyTokenMinter } from './key-token-minter';
import { unauthorized } from './unauthorized';

/** Who calls, and the state of their hour; `allowed` is false when it is used up. */
export interface AdmittedRequest extends CountedRequest {
    readonly caller: Caller;
}

/** RFC 6750: the characters of a bearer token. */
const BEARER = /^Bearer +([\w.~+/=-]+)$/i;

/** `sanyam_<prefix>_<secret>`, as the database makes them. */
const API_KEY = /^sanyam_[0-9a-z]{1,32}_[0-9A-Za-z]{20,128}$/;

/** Finds out who sent a request, and counts it. */
export class Admission {
    /** @param minter without one, API keys are not accepted */
    constructor(
        private readonly verifier: AccessTokenVerifier,
        private readonly database: AdmissionDatabase,
        private readonly minter: KeyTokenMinter | undefined
    ) {}

    /**
     * @param authorization the header of that name
     * @throws CloudError UNAUTHORIZED, FEATURE_NOT_AVAILABLE for a key whose owner's tier has none
     */
    async admit(authorization: string | undefined): Promise<AdmittedRequest> {
        if (authorization === undefined || authorization.trim() === '') {
            throw unauthorized('missing');
        }
        const token = BEARER.exec(authorization.trim())?.[1];
        if (token === undefined) {
            throw unauthorized('malformed');
        }
        return token.startsWith('sanyam_') ? this.admitKey(token) : this.admitSession(token);
    }

    private async admitSession(accessToken: string): Promise<AdmittedRequest> {
        const userId = await this.verifier.verify(accessToken);
        const counted = await this.database.countRequest(userId).catch((error: unknown) => {
            // A token outlives its user.
            throw error instanceof CloudError && error.status === 404 ? unauthorized('invalid', error) : error;
        });
        return { ...counted, caller: { kind: 'session', userId, accessToken } };
    }

    private async admitKey(secret: string): Promise<AdmittedRequest> {
        if (!API_KEY.test(secret)) {
            throw unauthorized('malformed');
        }
        if (this.minter === undefined) {
            throw new CloudError('CLOUD_NOT_CONFIGURED', 'API keys are not set up here. Use an access token.');
        }
        const key = await this.database.authenticateKey(hash('sha256', secret, 'hex'));
        if (key.status !== 'active') {
            throw refusalOf(key);
        }
        const caller = { kind: 'api-key', userId: key.user_id, keyId: key.key_id, scopes: key.scopes } as const;
        const accessToken = await this.minter.mint({ ...caller, keyName: key.key_name });
        return { allowed: key.allowed, window: key.window, caller: { ...caller, accessToken } };
    }
}

function refusalOf(key: Exclude<ApiKeyAuthentication, { status: 'active' }>): CloudError {
    if (key.status === 'not_available') {
        return new CloudError('FEATURE_NOT_AVAILABLE', 'The plan of this key’s owner has no API keys.', {
            feature: 'api_keys',
            tier: key.tier_limits.tier
        });
    }
    return unauthorized(key.status === 'unknown' ? 'invalid' : key.status);
}
