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
        expect(error?.message).to.match(/^Password cannot be longer than 72 bytes\./);
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
        expect(await elsewhere.text()).not.to.contain('72 bytes');
    });
});
