// SPDX-License-Identifier: MIT

import { CloudError } from '@sanyam/types';
import { createRemoteJWKSet, errors, type JWTPayload, type JWTVerifyOptions, jwtVerify } from 'jose';
import { z } from 'zod';
import type { SigningKey } from './signing-key';
import { unauthorized } from './unauthorized';
import { VerifiedTokens } from './verified-tokens';

/** How far clocks may be apart, in seconds. */
const CLOCK_TOLERANCE = 60;

/** What hosted Supabase signs with when it does not share a secret. */
const ASYMMETRIC_ALGORITHMS = ['ES256', 'RS256', 'EdDSA'];

const claimsSchema = z.object({
    sub: z.uuid(),
    role: z.literal('authenticated'),
    exp: z.number()
});

/** Says whose access token this is. It asks nobody but, now and then, for the auth server's public keys. */
export class AccessTokenVerifier {
    private readonly verified: VerifiedTokens;
    private readonly issuer: string;
    private readonly verifySignature: (token: string, options: JWTVerifyOptions) => Promise<JWTPayload>;

    /**
     * @param signingKey with a shared secret tokens must be HS256; else the auth server's published keys hold
     * @param now milliseconds since 1970
     */
    constructor(
        supabaseUrl: string,
        signingKey: SigningKey | undefined,
        private readonly now: () => number = Date.now
    ) {
        this.verified = new VerifiedTokens(now);
        this.issuer = `${supabaseUrl.replace(/\/+$/, '')}/auth/v1`;
        if (signingKey?.kind === 'secret') {
            const secret = new TextEncoder().encode(signingKey.secret);
            this.verifySignature = async (token, options) =>
                (await jwtVerify(token, secret, { ...options, algorithms: ['HS256'] })).payload;
        } else {
            // It keeps the keys, asks again for one that it does not know, and that at most every 30 seconds.
            const keys = createRemoteJWKSet(new URL(`${this.issuer}/.well-known/jwks.json`));
            this.verifySignature = async (token, options) =>
                (await jwtVerify(token, keys, { ...options, algorithms: ASYMMETRIC_ALGORITHMS })).payload;
        }
    }

    /**
     * The id of the user whose token this is.
     *
     * @throws CloudError UNAUTHORIZED; SERVICE_UNAVAILABLE when the auth server's keys cannot be had
     */
    async verify(token: string): Promise<string> {
        const known = this.verified.find(token);
        if (known !== undefined) {
            return known;
        }
        const payload = await this.payloadOf(token);
        // The auth server of the local cloud names no issuer; nobody else's name will do.
        if (payload.iss !== undefined && payload.iss !== this.issuer) {
            throw unauthorized('invalid');
        }
        const claims = claimsSchema.safeParse(payload);
        if (!claims.success) {
            throw unauthorized('invalid', claims.error);
        }
        this.verified.remember(token, claims.data.sub, (claims.data.exp + CLOCK_TOLERANCE) * 1000);
        return claims.data.sub;
    }

    private async payloadOf(token: string): Promise<JWTPayload> {
        try {
            return await this.verifySignature(token, {
                audience: 'authenticated',
                clockTolerance: CLOCK_TOLERANCE,
                currentDate: new Date(this.now()),
                requiredClaims: ['exp', 'sub']
            });
        } catch (error) {
            throw refusalOf(error);
        }
    }
}

/** jose's errors of a server that does not answer, or not with keys. */
function isKeySourceError(error: unknown): boolean {
    return (
        !(error instanceof errors.JOSEError) ||
        error instanceof errors.JWKSTimeout ||
        error instanceof errors.JWKSInvalid ||
        error.code === 'ERR_JOSE_GENERIC'
    );
}

function refusalOf(error: unknown): CloudError {
    if (error instanceof errors.JWTExpired) {
        return unauthorized('expired', error);
    }
    if (error instanceof errors.JWSInvalid || error instanceof errors.JWTInvalid) {
        return unauthorized('malformed', error);
    }
    if (isKeySourceError(error)) {
        return new CloudError('SERVICE_UNAVAILABLE', 'Sign-in cannot be verified at the moment.', {}, { cause: error });
    }
    return unauthorized('invalid', error);
}
