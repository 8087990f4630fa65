// SPDX-License-Identifier: MIT

import { createClient, type SupabaseClient } from '@supabase/supabase-js';
import { expect } from 'chai';
import type { ReadyLine } from '../ready-line.js';
import { CloudProcess } from '../test/cloud-process.js';

describe('the arguments of a function in the local cloud', () => {
    let cloud: CloudProcess;
    let ready: ReadyLine;
    let client: SupabaseClient;
    let token: string;
    before(async () => {
        cloud = new CloudProcess(['--ephemeral', '--no-gateway'], { environment: { SANYAM_DEFAULT_TIER: 'pro' } });
        ready = await cloud.ready();
        client = createClient(ready.supabaseUrl, ready.anonKey, { auth: { persistSession: false } });
        const { data } = await client.auth.signUp({ email: 'ada@example.com', password: 'correct horse' });
        token = data.session?.access_token ?? '';
    });
    after(() => cloud.stop());

    async function call(name: string, body: string): Promise<{ readonly status: number; readonly answer: unknown }> {
        const response = await fetch(`${ready.supabaseUrl}/rest/v1/rpc/${name}`, {
            method: 'POST',
            headers: {
                apikey: ready.anonKey,
                authorization: `Bearer ${token}`,
                'content-type': 'application/json'
            },
            body
        });
        return { status: response.status, answer: await response.json() };
    }

    const create = (content: string) =>
        call('create_document', `{"name":"a.md","language_id":"markdown","content":${content}}`);

    for (const content of [
        '{"a":1}',
        '{ "a": [1.0, "\\"}"] }',
        '["a","b"]',
        '12345678901234567890',
        '1.0',
        '1e3',
        'true'
    ]) {
        it(`that are a text get the text of ${content}`, async () => {
            const { status, answer } = await create(content);
            expect(status).to.equal(200);
            const { id } = answer as { id: string };
            const read = await client.rpc('read_document', { document_id: id });
            expect((read.data as { content: string }).content).to.equal(content);
        });
    }

    it('that are a text in quotes stay as they are', async () => {
        const text = '{"a":1} \\ "quoted"\n';
        const { data } = await client.rpc('create_document', { name: 'a.md', language_id: 'markdown', content: text });
        const read = await client.rpc('read_document', { document_id: (data as { id: string }).id });
        expect((read.data as { content: string }).content).to.equal(text);
    });

    it('are refused with 400 if their type does not have the value', async () => {
        for (const [name, body, message] of [
            ['read_document', '{"document_id":{"a":1}}', 'invalid input syntax for type uuid: "{"a":1}"'],
            ['list_documents', '{"page_size":[1]}', 'invalid input syntax for type integer: "[1]"'],
            ['list_documents', '{"include_shared":"maybe"}', 'invalid input syntax for type boolean: "maybe"'],
            ['list_documents', '{"include_shared":{}}', 'invalid input syntax for type boolean: "{}"']
        ] as const) {
            const { status, answer } = await call(name, body);
            expect([status, (answer as { message: string }).message], body).to.deep.equal([400, message]);
        }
    });

    it('that are malformed are no text', async () => {
        for (const content of ['{"a"', '[}', 'none', '01']) {
            expect((await create(content)).status, content).to.equal(400);
        }
    });

    it('that are a boolean in quotes mean what PostgreSQL takes them for', async () => {
        for (const include of ['"yes"', '"off"', 'true', 'null']) {
            expect((await call('list_documents', `{"include_shared":${include}}`)).status, include).to.equal(200);
        }
    });
});
