// SPDX-License-Identifier: MIT

import { CloudError } from '@sanyam/types';
import { expect } from 'chai';
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { AccessTokenVerifier } from './access-token-verifier';

const SECRET = 'a secret that is long enough for HS256';
const URL = 'http://127.0.0.1:1';
const now = () => Math.floor(Date.now() / 1000);

/** The claims of a valid token. */
function claims(changes: Record<string, unknown> = {}): JWTPayload {
    const good = { sub: randomUUID(), role: 'authenticated', aud: 'authenticated', iat: now(), exp: now() + 3600 };
    return { ...good, ...changes };
}

function sign(payload: JWTPayload, secret = SECRET, alg = 'HS256'): Promise<string> {
    return new SignJWT(payload).setProtectedHeader({ alg, typ: 'JWT' }).sign(new TextEncoder().encode(secret));
}

function unsigned(payload: JWTPayload): string {
    const encode = (part: unknown) => Buffer.from(JSON.stringify(part)).toString('base64url');
    return `${encode({ alg: 'none', typ: 'JWT' })}.${encode(payload)}.`;
}

async function refusalOf(verifier: AccessTokenVerifier, token: string): Promise<unknown> {
    const failure: unknown = await verifier.verify(token).catch((error: unknown) => error);
    return failure instanceof CloudError ? (failure.details['reason'] ?? failure.code) : failure;
}

describe('access tokens with a shared secret', () => {
    const verifier = new AccessTokenVerifier(URL, { kind: 'secret', secret: SECRET });

    it('identify their user', async () => {
        const payload = claims({ iss: `${URL}/auth/v1` });
        const token = await sign(payload);
        expect(await verifier.verify(token)).to.have.property('userId', payload.sub);
        expect(await verifier.verify(token)).to.have.property('userId', payload.sub);
    });

    it('are accepted with a clock difference of one minute, and no more', async () => {
        expect(await verifier.verify(await sign(claims({ exp: now() - 50 })))).to.have.property('userId');
        expect(await verifier.verify(await sign(claims({ nbf: now() + 50 })))).to.have.property('userId');
        expect(await refusalOf(verifier, await sign(claims({ exp: now() - 70 })))).to.equal('expired');
        expect(await refusalOf(verifier, await sign(claims({ nbf: now() + 70 })))).to.equal('invalid');
    });

    it('are forgotten when they expire', async () => {
        let time = Date.now();
        const aging = new AccessTokenVerifier(URL, { kind: 'secret', secret: SECRET }, () => time);
        const token = await sign(claims({ exp: Math.floor(time / 1000) + 3600 }));
        await aging.verify(token);
        const expiry = (Math.floor(time / 1000) + 3600 + 60) * 1000;
        time = expiry - 1;
        expect(await aging.verify(token)).to.have.property('userId');
        // A verifier that does not remember the token refuses it at the same moment.
        time = expiry;
        expect(await refusalOf(aging, token)).to.equal('expired');
    });

    const wrong: [title: string, token: () => string | Promise<string>, reason: string][] = [
        ['without a signature', () => unsigned(claims()), 'invalid'],
        ['signed with another secret', () => sign(claims(), `${SECRET}!`), 'invalid'],
        ['signed with another algorithm', () => sign(claims(), SECRET, 'HS512'), 'invalid'],
        ['for another audience', () => sign(claims({ aud: 'anon' })), 'invalid'],
        ['without an audience', () => sign(claims({ aud: undefined })), 'invalid'],
        ['from another issuer', () => sign(claims({ iss: 'https://example.com/auth/v1' })), 'invalid'],
        ['made for an API key', () => sign(claims({ iss: 'sanyam-gateway' })), 'invalid'],
        ['of the service role', () => sign(claims({ role: 'service_role' })), 'invalid'],
        ['without a role', () => sign(claims({ role: undefined })), 'invalid'],
        ['that never expire', () => sign(claims({ exp: undefined })), 'invalid'],
        ['without a user', () => sign(claims({ sub: undefined })), 'invalid'],
        ['for a user id that is not a UUID', () => sign(claims({ sub: 'ada' })), 'invalid'],
        ['that are not tokens', () => 'rubbish', 'malformed'],
        ['that are cut off', async () => (await sign(claims())).slice(0, -3), 'invalid'],
        ['without a header', () => 'e30.e30.e30', 'malformed']
    ];
    for (const [title, token, reason] of wrong) {
        it(`are refused ${title}`, async () => expect(await refusalOf(verifier, await token())).to.equal(reason));
    }
});

describe('access tokens with published keys', () => {
    let server: Server;
    let url: string;
    let served: { keys: unknown[] } | undefined;
    let asked = 0;

    before(async () => {
        server = createServer((request, response) => {
            asked++;
            const found = served !== undefined && request.url === '/auth/v1/.well-known/jwks.json';
            response.writeHead(found ? 200 : 500, { 'Content-Type': 'application/json' });
            response.end(JSON.stringify(served ?? {}));
        }).listen(0, '127.0.0.1');
        await once(server, 'listening');
        url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    });
    after(() => server.close());

    async function newKey(kid: string) {
        const { publicKey, privateKey } = await generateKeyPair('ES256');
        const sign = (payload: JWTPayload) =>
            new SignJWT(payload).setProtectedHeader({ alg: 'ES256', kid }).sign(privateKey);
        return { sign, jwk: { ...(await exportJWK(publicKey)), kid, alg: 'ES256', use: 'sig' } };
    }

    it('identify their user, and the keys are fetched once', async () => {
        const key = await newKey('one');
        served = { keys: [key.jwk] };
        asked = 0;
        const verifier = new AccessTokenVerifier(url, undefined);
        for (let index = 0; index < 3; index++) {
            const payload = claims({ iss: `${url}/auth/v1` });
            expect(await verifier.verify(await key.sign(payload))).to.have.property('userId', payload.sub);
        }
        expect(asked).to.equal(1);
    });

    it('with unknown keys do not cause repeated requests for keys', async () => {
        const [known, unknown] = [await newKey('one'), await newKey('two')];
        served = { keys: [known.jwk] };
        const verifier = new AccessTokenVerifier(url, undefined);
        await verifier.verify(await known.sign(claims()));
        asked = 0;
        for (let index = 0; index < 20; index++) {
            expect(await refusalOf(verifier, await unknown.sign(claims()))).to.equal('invalid');
        }
        expect(asked).to.equal(0);
    });

    it('are refused when signed with the public key as a secret', async () => {
        const key = await newKey('one');
        served = { keys: [key.jwk] };
        const verifier = new AccessTokenVerifier(url, undefined);
        expect(await refusalOf(verifier, await sign(claims(), JSON.stringify(key.jwk)))).to.equal('invalid');
        expect(await refusalOf(verifier, unsigned(claims()))).to.equal('invalid');
    });

    it('get 503 while the keys are unavailable', async () => {
        const key = await newKey('one');
        served = undefined;
        const verifier = new AccessTokenVerifier(url, undefined);
        const token = await key.sign(claims());
        expect(await refusalOf(verifier, token)).to.equal('SERVICE_UNAVAILABLE');
        served = { keys: [key.jwk] };
        expect(await verifier.verify(token)).to.have.property('userId');
    });
});
