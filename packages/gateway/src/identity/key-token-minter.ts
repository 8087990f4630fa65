// SPDX-License-Identifier: MIT

import { importJWK, SignJWT } from 'jose';
import type { SigningKey } from './signing-key';

/** The lifetime of a token for an API key, in seconds. A request is shorter. */
const LIFETIME = 60;

/** Sessions have another issuer, so that these tokens are never accepted as sessions. */
const ISSUER = 'sanyam-gateway';

/** The data of an API key in its token. */
export interface KeyClaims {
    readonly userId: string;
    readonly keyId: string;
    readonly keyName: string;
    readonly scopes: readonly string[];
}

type Sign = (token: SignJWT) => Promise<string>;

/** Creates the tokens for requests with an API key. They tell the database the key's owner and scopes. */
export class KeyTokenMinter {
    private constructor(private readonly sign: Sign) {}

    /** @throws Error if the private key is invalid */
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
