// SPDX-License-Identifier: MIT

import { expect } from 'chai';
import { exportJWK, generateKeyPair, jwtVerify } from 'jose';
import { randomUUID } from 'node:crypto';
import { KeyTokenMinter } from './key-token-minter';

const owner = { userId: randomUUID(), keyId: randomUUID(), keyName: 'a script', scopes: ['documents:read'] };

describe('tokens for API keys', () => {
    it('are valid for a minute, and carry the user, scopes and name of the key [FR-014]', async () => {
        const secret = 'a secret that is long enough for HS256';
        const minter = await KeyTokenMinter.create({ kind: 'secret', secret });
        const { payload } = await jwtVerify(await minter.mint(owner), new TextEncoder().encode(secret), {
            algorithms: ['HS256'],
            audience: 'authenticated'
        });
        expect(payload).to.deep.include({
            sub: owner.userId,
            role: 'authenticated',
            sanyam_scopes: owner.scopes,
            sanyam_key_id: owner.keyId,
            sanyam_key_name: owner.keyName
        });
        expect((payload.exp ?? 0) - (payload.iat ?? 0)).to.equal(60);
    });

    it('are signed with the private key if one is configured, and name it', async () => {
        const { publicKey, privateKey } = await generateKeyPair('ES256', { extractable: true });
        const jwk = { ...(await exportJWK(privateKey)), kid: 'key-1' };
        const minter = await KeyTokenMinter.create({ kind: 'private-key', jwk });
        const { protectedHeader } = await jwtVerify(await minter.mint(owner), publicKey, { algorithms: ['ES256'] });
        expect(protectedHeader).to.include({ alg: 'ES256', kid: 'key-1' });
    });

    it('require a valid private key', async () => {
        const jwk = { kty: 'EC', crv: 'P-256', x: 'AA', y: 'AA', d: 'AA' };
        const failure: unknown = await KeyTokenMinter.create({ kind: 'private-key', jwk }).catch(
            (error: unknown) => error
        );
        expect(failure).to.be.an('error').with.property('message').that.includes('SUPABASE_JWT_PRIVATE_KEY');
    });
});
