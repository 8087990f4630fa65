// SPDX-License-Identifier: MIT

import { expect } from 'chai';
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose';
import { randomUUID } from 'node:crypto';
import type { UnauthorizedReason } from '../identity/unauthorized';
import { type GatewayStage, stageGateway } from './gateway-stage';
import { errorOf, send } from './gateway-user';

const now = () => Math.floor(Date.now() / 1000);

/** The claims of a valid token for the user of the stage. */
function claims({ ada }: GatewayStage, changes: Record<string, unknown> = {}): JWTPayload {
    return { sub: ada.id, role: 'authenticated', aud: 'authenticated', exp: now() + 600, ...changes };
}

function sign(payload: JWTPayload, secret: string, header: Record<string, unknown> = {}): Promise<string> {
    return new SignJWT(payload)
        .setProtectedHeader({ alg: 'HS256', typ: 'JWT', ...header })
        .sign(new TextEncoder().encode(secret), { crit: { strange: true } });
}

/** Returns a token with these changed claims, signed with the secret of the cloud. */
const withClaims = (changes: Record<string, unknown>) => (stage: GatewayStage) =>
    sign(claims(stage, changes), stage.cloud.jwtSecret);

const encode = (part: unknown) => Buffer.from(JSON.stringify(part)).toString('base64url');

const TOKENS: [title: string, token: (stage: GatewayStage) => string | Promise<string>, reason: UnauthorizedReason][] =
    [
        ['alg none', stage => `${encode({ alg: 'none' })}.${encode(claims(stage))}.`, 'invalid'],
        ['alg None', stage => `${encode({ alg: 'None' })}.${encode(claims(stage))}.c2ln`, 'invalid'],
        ['no alg', stage => `${encode({ typ: 'JWT' })}.${encode(claims(stage))}.c2ln`, 'malformed'],
        ['another secret', stage => sign(claims(stage), 'another secret that is long enough'), 'invalid'],
        ['the public key as its secret', stage => sign(claims(stage), stage.cloud.anonKey), 'invalid'],
        ['HS512', stage => sign(claims(stage), stage.cloud.jwtSecret, { alg: 'HS512' }), 'invalid'],
        [
            'its own embedded key',
            async stage => {
                const { publicKey, privateKey } = await generateKeyPair('ES256');
                const header = { alg: 'ES256', jwk: await exportJWK(publicKey) };
                return new SignJWT(claims(stage)).setProtectedHeader(header).sign(privateKey);
            },
            'invalid'
        ],
        [
            'a critical header',
            stage => sign(claims(stage), stage.cloud.jwtSecret, { strange: 1, crit: ['strange'] }),
            'invalid'
        ],
        ['another audience', withClaims({ aud: 'anon' }), 'invalid'],
        ['no audience', withClaims({ aud: undefined }), 'invalid'],
        ['another issuer', withClaims({ iss: 'https://example.com/auth/v1' }), 'invalid'],
        ['the issuer of tokens for API keys', withClaims({ iss: 'sanyam-gateway' }), 'invalid'],
        ['an expiry in 1970', withClaims({ exp: 1 }), 'expired'],
        ['an expiry 70 seconds ago', withClaims({ exp: now() - 70 }), 'expired'],
        ['no expiry', withClaims({ exp: undefined }), 'invalid'],
        ['a text as its expiry', withClaims({ exp: 'never' }), 'invalid'],
        ['a start in the future', withClaims({ nbf: now() + 600 }), 'invalid'],
        ['the service role', withClaims({ role: 'service_role' }), 'invalid'],
        ['the role of the database’s owner', withClaims({ role: 'postgres' }), 'invalid'],
        ['the role anon', withClaims({ role: 'anon' }), 'invalid'],
        ['several roles', withClaims({ role: ['authenticated', 'service_role'] }), 'invalid'],
        ['no role', withClaims({ role: undefined }), 'invalid'],
        ['no user', withClaims({ sub: undefined }), 'invalid'],
        ['a user id that is not a UUID', withClaims({ sub: "' or true --" }), 'invalid'],
        ['an unknown user', withClaims({ sub: randomUUID() }), 'invalid'],
        ['a truncated signature', async stage => (await withClaims({})(stage)).slice(0, -3), 'invalid'],
        ['claims that differ from the signed ones', stage => tamper(stage), 'invalid'],
        ['no signature', stage => `${encode({ alg: 'HS256' })}.${encode(claims(stage))}`, 'malformed'],
        ['10 KB of one letter', () => 'a'.repeat(10_000), 'malformed'],
        ['the public key', ({ cloud }) => cloud.anonKey, 'malformed'],
        ['the service role’s key', ({ cloud }) => cloud.serviceRoleKey, 'malformed'],
        ['half of an API key', () => 'sanyam_abc', 'malformed'],
        ['an invented API key', () => `sanyam_00000000_${'0'.repeat(64)}`, 'invalid']
    ];

/** Returns a token of the auth server with changed claims. */
function tamper({ ada }: GatewayStage): string {
    const [header = '', payload = '', signature = ''] = ada.token.split('.');
    const changed = JSON.parse(Buffer.from(payload, 'base64url').toString()) as JWTPayload;
    return [header, encode({ ...changed, exp: now() + 86_400 }), signature].join('.');
}

describe('a token', () => {
    const stage = stageGateway('enterprise');

    it('of the auth server is accepted, and so is one signed with its secret', async () => {
        for (const token of [stage.ada.token, await withClaims({})(stage)]) {
            expect((await stage.ada.sendAs(token, 'GET', '/api/v1/me')).status).to.equal(200);
        }
    });

    for (const [title, token, reason] of TOKENS) {
        it(`with ${title} is refused as ${reason}`, async () => {
            const answer = await stage.ada.sendAs(await token(stage), 'GET', '/api/v1/me');
            expect([answer.status, errorOf(answer).details]).to.deep.equal([401, { reason }]);
            expect(answer.headers.get('WWW-Authenticate')).to.equal('Bearer realm="sanyam", error="invalid_token"');
            expect(answer.headers.has('X-RateLimit-Limit')).to.equal(false);
            expect((await send(stage.gateway.url, 'GET', '/healthz')).status).to.equal(200);
        });
    }

    after('the log contains no token', async () => {
        const log = JSON.stringify(stage.gateway.logged);
        expect(stage.gateway.logged.filter(line => line['level'] === 50)).to.deep.equal([]);
        for (const secret of [stage.ada.token, stage.cloud.serviceRoleKey, encode({ alg: 'none' }), 'sanyam_0000']) {
            expect(log).not.to.include(secret);
        }
    });
});
