// SPDX-License-Identifier: MIT

import { importJWK, SignJWT } from 'jose';
import type { SigningKey } from './signing-key';

/** Seconds that a token for an API key is good for: one request, however slow. */
const LIFETIME = 60;

/** No session has this issuer, so that what is made here is no session, wherever it turns up. */
const ISSUER = 'sanyam-gateway';

/** What the token says about the key. */
export interface KeyClaims {
    readonly userId: string;
    readonly keyId: string;
    readonly keyName: string;
    readonly scopes: readonly string[];
}

type Sign = (token: SignJWT) => Promise<string>;

/** Makes the token with which the database sees the owner of an API key, and what the key is good for. */
export class KeyTokenMinter {
    private constructor(private readonly sign: Sign) {}

    /** @throws Error when the private key is none */
    static async create(signingKey: SigningKey): Promise<KeyTokenMinter> {
        if (signingKey.kind === 'secret') {
            const secret = new TextEncoder().encode(signingKey.secret);
            return new KeyTokenMinter(token => token.setProtectedHeader({ alg: 'HS256', typ: 'JWT' }).sign(secret));
        }
        const key = await importJWK(signingKey.jwk, 'ES256').catch((cause: unknown) => {
            throw new Error('SUPABASE_JWT_PRIVATE_KEY is not a key for ES256.', { cause });
        });
        const { kid } = signingKey.jwk;
        const header = { alg: 'ES256', typ: 'JWT', ...(typeof kid === 'string' ? { kid } : {}) };
        return new KeyTokenMinter(token => token.setProtectedHeader(header).sign(key));
    }

    mint(key: KeyClaims): Promise<string> {
        const now = Math.floor(Date.now() / 1000);
        const token = new SignJWT({
            role: 'authenticated',
            sanyam_scopes: key.scopes,
            sanyam_key_id: key.keyId,
            sanyam_key_name: key.keyName
        })
            .setSubject(key.userId)
            .setAudience('authenticated')
            .setIssuer(ISSUER)
            .setIssuedAt(now)
            .setExpirationTime(now + LIFETIME);
        return this.sign(token);
    }
}
