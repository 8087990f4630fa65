// SPDX-License-Identifier: MIT

import { createClient, type SupabaseClient } from '@supabase/supabase-js';
import { expect } from 'chai';
import type { ReadyLine } from '../ready-line.js';
import { CloudProcess } from '../test/cloud-process.js';

/** 72 bytes of UTF-8 in 36, 24 and 18 letters. */
const LONGEST = ['ü'.repeat(36), '漢'.repeat(24), '🔑'.repeat(18), `é${'x'.repeat(70)}`, 'x'.repeat(72)];

describe('a password in the local cloud', () => {
    let cloud: CloudProcess;
    let ready: ReadyLine;
    let number = 0;
    before(async () => {
        cloud = new CloudProcess(['--ephemeral', '--no-gateway']);
        ready = await cloud.ready();
    });
    after(() => cloud.stop());

    function newClient(): SupabaseClient {
        return createClient(ready.supabaseUrl, ready.anonKey, {
            auth: { persistSession: false, autoRefreshToken: false }
        });
    }

    function newEmail(): string {
        return `user-${++number}@example.com`;
    }

    function expectRefusal(error: { readonly code?: unknown; readonly message: string } | null): void {
        expect(error?.message).to.equal('Password cannot be longer than 72 characters');
        expect(error?.code).to.equal('validation_failed');
    }

    for (const password of LONGEST) {
        it(`can have 72 bytes and no more: “${password.slice(0, 4)}…”`, async () => {
            const email = newEmail();
            const client = newClient();
            expect((await client.auth.signUp({ email, password })).error).to.equal(null);
            expect((await newClient().auth.signInWithPassword({ email, password })).error).to.equal(null);
            expectRefusal((await newClient().auth.signInWithPassword({ email, password: `${password}y` })).error);
            expectRefusal((await newClient().auth.signUp({ email: newEmail(), password: `${password}y` })).error);
            expectRefusal((await client.auth.updateUser({ password: `${password}y` })).error);
            expect((await newClient().auth.signInWithPassword({ email, password })).error).to.equal(null);
        });
    }

    it('that ends earlier is another password', async () => {
        const email = newEmail();
        const password = `${'ü'.repeat(35)}ab`;
        expect((await newClient().auth.signUp({ email, password })).error).to.equal(null);
        for (const other of [password.slice(0, -1), `${password.slice(0, -1)}c`, 'ü'.repeat(36)]) {
            const { error } = await newClient().auth.signInWithPassword({ email, password: other });
            expect(error?.code, other).to.equal('invalid_credentials');
        }
    });

    it('is read only where Supabase Auth takes one, and broken JSON stays what it was', async () => {
        const headers = { apikey: ready.anonKey, 'content-type': 'application/json' };
        const post = async (path: string, body: string): Promise<Response> =>
            fetch(`${ready.supabaseUrl}${path}`, { method: 'POST', headers, body });
        const broken = await post('/auth/v1/signup', '{"password": ');
        expect(await broken.json()).to.have.property('error_code', 'bad_json');
        const elsewhere = await post('/rest/v1/rpc/list_documents', JSON.stringify({ password: 'x'.repeat(80) }));
        expect(await elsewhere.text()).not.to.contain('72 characters');
    });

    it('differs from a password with other damaged bytes, because both are refused', async () => {
        const email = newEmail();
        for (const byte of [0xff, 0xfe, 0x80]) {
            const begin = JSON.stringify({ email, password: 'abcdefgh' }).slice(0, -2);
            const body = Buffer.concat([Buffer.from(begin), Buffer.from([byte]), Buffer.from('"}')]);
            await expectNotJson('POST', 'signup', body, 'the body is not UTF-8');
            await expectNotJson('POST', 'token?grant_type=password', body, 'the body is not UTF-8');
        }
        const halves = `{"email":"${email}","password":"abcdefgh\\ud800"}`;
        await expectNotJson('POST', 'signup', halves, 'a low surrogate must follow a high surrogate');
        expect((await newClient().auth.signInWithPassword({ email, password: 'abcdefgh\ufffd' })).error?.code).to.equal(
            'invalid_credentials'
        );
    });

    async function send(
        method: string,
        path: string,
        body: string | Buffer<ArrayBuffer>,
        token?: string
    ): Promise<Response> {
        return fetch(`${ready.supabaseUrl}/auth/v1/${path}`, {
            method,
            headers: {
                apikey: ready.anonKey,
                'content-type': 'application/json',
                ...(token !== undefined && { authorization: `Bearer ${token}` })
            },
            body
        });
    }

    async function expectNotJson(
        method: string,
        path: string,
        body: string | Buffer<ArrayBuffer>,
        reason: string
    ): Promise<void> {
        const response = await send(method, path, body);
        expect([response.status, await response.json()]).to.deep.equal([
            400,
            { code: 400, error_code: 'bad_json', msg: `Could not parse request body as JSON: ${reason}.` }
        ]);
    }

    describe('and every other field of a request to Auth', () => {
        const WRONG = [12345678, 0, true, [], ['a'], {}, { a: 1 }, '', 'a\0b', 'x'.repeat(5000), null, undefined];
        let token: string;
        let email: string;
        before(async () => {
            email = newEmail();
            const { data } = await newClient().auth.signUp({ email, password: 'password-1' });
            token = data.session?.access_token ?? '';
        });

        const requests: readonly [method: string, path: string, valid: () => Record<string, unknown>][] = [
            ['POST', 'signup', () => ({ email: newEmail(), password: 'password-1', data: {}, phone: '' })],
            ['POST', 'token?grant_type=password', () => ({ email, password: 'password-1', phone: '' })],
            ['POST', 'token?grant_type=refresh_token', () => ({ refresh_token: 'unknown' })],
            ['POST', 'token?grant_type=pkce', () => ({ auth_code: 'unknown', code_verifier: 'unknown' })],
            ['PUT', 'user', () => ({ data: {}, email, password: 'password-1', phone: '', nonce: '' })],
            ['POST', 'otp', () => ({ email, create_user: false, data: {}, channel: 'sms', gotrue_meta_security: {} })],
            ['POST', 'magiclink', () => ({ email, data: {} })],
            ['POST', 'recover', () => ({ email, code_challenge: null, code_challenge_method: null })],
            ['POST', 'resend', () => ({ email, type: 'signup', phone: '' })],
            ['POST', 'verify', () => ({ email, type: 'email', token: '123456', token_hash: '', redirect_to: '' })]
        ];
        for (const [method, path, valid] of requests) {
            it(`can have any JSON value without an internal error: ${method} ${path}`, async () => {
                for (const name of Object.keys(valid())) {
                    for (const value of WRONG) {
                        const response = await send(method, path, JSON.stringify({ ...valid(), [name]: value }), token);
                        const asked = `${name}: ${JSON.stringify(value)?.slice(0, 20)}: ${await response.text()}`;
                        expect(response.status, asked).to.be.below(500);
                        if (typeof value === 'number' || Array.isArray(value)) {
                            expect(response.status, asked).to.equal(400);
                            expect(asked).to.include('bad_json').and.include(`“${name}” must be`);
                        }
                    }
                }
                for (const body of ['null', '[]', '"x"', '5', 'true', '{', '['.repeat(100_000)]) {
                    expect((await send(method, path, body, token)).status, body.slice(0, 5)).to.equal(400);
                }
                expect((await send(method, path, '', token)).status).to.be.below(500);
                for (const nest of ['[', '{"a":']) {
                    const nested = `${nest.repeat(20_000)}1${(nest === '[' ? ']' : '}').repeat(20_000)}`;
                    const body = JSON.stringify(valid()).replace('{', `{"nested":${nested},`);
                    expect((await send(method, path, body, token)).status).to.equal(400);
                }
            });
        }

        it('cannot give a user an address that looks like the one of another, as in Supabase Auth', async () => {
            for (const address of [
                ...['a\u200bb@example.com', 'x@exa\u202emple.com', 'caf\u00e9@example.com', 'cafe\u0301@example.com'],
                ...['x@b\u00fccher.example', 'x@example.com.', 'x y@example.com', 'x@example.com;', 'nobody']
            ]) {
                const body = JSON.stringify({ email: address, password: 'password-1' });
                for (const [method, path] of [
                    ['POST', 'signup'],
                    ['POST', '%73ignup'],
                    ['PUT', 'user'],
                    ['POST', 'otp']
                ] as const) {
                    const response = await send(method, path, body, token);
                    expect([address, path, response.status, await response.json()]).to.deep.equal([
                        address,
                        path,
                        400,
                        {
                            code: 400,
                            error_code: 'validation_failed',
                            msg: 'Unable to validate email address: invalid format'
                        }
                    ]);
                }
            }
            const ascii = { email: 'x@xn--bcher-kva.example', password: 'password-1' };
            expect((await newClient().auth.signUp(ascii)).error).to.equal(null);
            expect((await newClient().auth.signInWithPassword(ascii)).error).to.equal(null);
        });

        it('cannot store a NUL, which PostgreSQL does not have', async () => {
            for (const data of [{ a: 'x\0y' }, { a: { b: ['\0'] } }, { 'a\0': 1 }]) {
                const credentials = { email: newEmail(), password: 'password-1' };
                for (const response of [
                    await send('PUT', 'user', JSON.stringify({ data }), token),
                    await send('POST', 'signup', JSON.stringify({ ...credentials, data }))
                ]) {
                    expect([response.status, await response.json()]).to.deep.equal([
                        400,
                        {
                            code: 400,
                            error_code: 'validation_failed',
                            msg: 'Data cannot contain the character NUL.'
                        }
                    ]);
                }
                expect((await newClient().auth.signInWithPassword(credentials)).error?.code).to.equal(
                    'invalid_credentials'
                );
            }
        });

        it('counts as missing when it is null', async () => {
            const update = await send(
                'PUT',
                'user',
                JSON.stringify({ email: null, password: null, data: null }),
                token
            );
            expect([update.status, await update.json()]).to.deep.include.members([200]);
            expect((await newClient().auth.signInWithPassword({ email, password: 'password-1' })).error).to.equal(null);
        });
    });
});
