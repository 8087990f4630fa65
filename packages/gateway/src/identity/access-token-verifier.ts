// SPDX-License-Identifier: MIT

import { CloudError } from '@sanyam/types';
import { createRemoteJWKSet, errors, type JWTPayload, type JWTVerifyOptions, jwtVerify } from 'jose';
import { z } from 'zod';
import type { SigningKey } from './signing-key';
import { unauthorized } from './unauthorized';
import { type VerifiedToken, VerifiedTokens } from './verified-tokens';

/** The tolerated difference between clocks, in seconds. */
const CLOCK_TOLERANCE = 60;

/** The algorithms of hosted Supabase without a shared secret. */
const ASYMMETRIC_ALGORITHMS = ['ES256', 'RS256', 'EdDSA'];

const claimsSchema = z.object({
    sub: z.guid(),
    role: z.literal('authenticated'),
    exp: z.number(),
    sanyam_scopes: z.json().optional(),
    session_id: z.string().optional().catch(undefined),
    amr: z.json().optional(),
    app_metadata: z.object({ providers: z.json().optional() }).optional().catch(undefined)
});

/** Verifies access tokens. It sends no requests, except to load the auth server's public keys. */
export class AccessTokenVerifier {
    private readonly verified: VerifiedTokens;
    private readonly issuer: string;
    private readonly verifySignature: (token: string, options: JWTVerifyOptions) => Promise<JWTPayload>;

    /**
     * @param signingKey with a shared secret, tokens must have HS256; otherwise the auth server's public keys apply
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
            // Caches the keys. Loads them again for an unknown key, at most every 30 seconds.
            const keys = createRemoteJWKSet(new URL(`${this.issuer}/.well-known/jwks.json`));
            this.verifySignature = async (token, options) =>
                (await jwtVerify(token, keys, { ...options, algorithms: ASYMMETRIC_ALGORITHMS })).payload;
        }
    }

    /**
     * Returns the token's user, and its scopes if it names any.
     *
     * @throws CloudError UNAUTHORIZED; SERVICE_UNAVAILABLE if the auth server's keys cannot be loaded
     */
    async verify(token: string): Promise<VerifiedToken> {
        const known = this.verified.find(token);
        if (known !== undefined) {
            return known;
        }
        const payload = await this.payloadOf(token);
        // The tokens of the local cloud have no issuer.
        if (payload.iss !== undefined && payload.iss !== this.issuer) {
            throw unauthorized('invalid');
        }
        const claims = claimsSchema.safeParse(payload);
        if (!claims.success) {
            throw unauthorized('invalid', claims.error);
        }
        const { sub: userId, exp, sanyam_scopes: scopes } = claims.data;
        const verified = {
            userId,
            scopesClaim: scopes === undefined ? undefined : JSON.stringify(scopes),
            signInClaims: signInClaimsOf(claims.data)
        };
        this.verified.remember(token, verified, (exp + CLOCK_TOLERANCE) * 1000);
        return verified;
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

/**
 * Returns what the database needs to know of a session: its id, with which it finds whether the session has ended, and
 * how an identity provider has signed it in.
 */
function signInClaimsOf({ session_id, amr, app_metadata }: z.infer<typeof claimsSchema>): string | undefined {
    const methods = JSON.stringify(amr) as string | undefined;
    const claims = { session_id, ...(methods?.includes('"oauth"') && { amr, app_metadata }) };
    const text = JSON.stringify(claims);
    return text === '{}' ? undefined : text;
}

/** Returns whether loading the auth server's keys failed. */
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
        return new CloudError(
            'SERVICE_UNAVAILABLE',
            'Could not verify the session. Try again later.',
            {},
            { cause: error }
        );
    }
    return unauthorized('invalid', error);
}
