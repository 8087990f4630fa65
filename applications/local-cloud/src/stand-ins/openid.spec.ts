// SPDX-License-Identifier: MIT

import { expect } from 'chai';
import { createHash, createPublicKey, type JsonWebKey, randomBytes, verify } from 'node:crypto';
import type { OAuthServer } from './oauth-server.js';
import { openIdStandIn } from './openid.js';

interface Discovery {
    readonly issuer: string;
    readonly authorization_endpoint: string;
    readonly token_endpoint: string;
    readonly jwks_uri: string;
}

describe('the stand-in for OpenID Connect', () => {
    const redirect_uri = 'http://127.0.0.1:9/callback';
    let provider: OAuthServer;
    let discovery: Discovery;
    before(async () => {
        provider = openIdStandIn();
        provider.person = { id: '7', name: 'Ada', email: 'ada@example.com', verified: true };
        await provider.listen();
        const response = await fetch(`${provider.url}/.well-known/openid-configuration`);
        discovery = (await response.json()) as Discovery;
    });
    after(() => provider.close());

    async function consent(query: Readonly<Record<string, string>>): Promise<URL> {
        const url = new URL(discovery.authorization_endpoint);
        url.search = new URLSearchParams({ client_id: 'app', redirect_uri, state: 's', ...query }).toString();
        const response = await fetch(url, { redirect: 'manual' });
        return new URL(response.headers.get('location') ?? '');
    }

    async function exchange(code: string, code_verifier: string): Promise<{ status: number; id_token: string }> {
        const body = new URLSearchParams({ grant_type: 'authorization_code', code, redirect_uri, code_verifier });
        const response = await fetch(discovery.token_endpoint, { method: 'POST', body });
        const { id_token = '' } = (await response.json()) as { id_token?: string };
        return { status: response.status, id_token };
    }

    it('signs the nonce, for the program with the verifier, once', async () => {
        const verifier = randomBytes(32).toString('base64url');
        const code_challenge = createHash('sha256').update(verifier).digest('base64url');
        const challenge = { code_challenge, code_challenge_method: 'S256', nonce: 'n' };
        const location = await consent(challenge);
        expect(location.searchParams.get('state')).to.equal('s');
        const code = location.searchParams.get('code') ?? '';
        const { status, id_token } = await exchange(code, verifier);
        expect(status).to.equal(200);
        const [header = '', payload = '', signature = ''] = id_token.split('.');
        const { keys } = (await (await fetch(discovery.jwks_uri)).json()) as { keys: JsonWebKey[] };
        const key = createPublicKey({ key: keys[0] ?? {}, format: 'jwk' });
        const isSigned = verify(
            'sha256',
            Buffer.from(`${header}.${payload}`),
            key,
            Buffer.from(signature, 'base64url')
        );
        expect(isSigned).to.equal(true);
        expect(JSON.parse(Buffer.from(payload, 'base64url').toString())).to.include({
            iss: discovery.issuer,
            aud: 'app',
            sub: '7',
            nonce: 'n',
            email: 'ada@example.com'
        });
        expect((await exchange(code, verifier)).status).to.equal(400);
        const stolen = (await consent(challenge)).searchParams.get('code') ?? '';
        expect((await exchange(stolen, 'another')).status).to.equal(400);
    });
});
