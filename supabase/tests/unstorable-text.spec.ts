// SPDX-License-Identifier: MIT

import { Persona } from '@sanyam/test-kit/persona';
import { expect } from 'chai';
import { describeUnderAllGrants } from './support/describe-on-cloud.js';

/** Text that cannot be stored unchanged, as raw bytes of a JSON string, so that no client repairs it. */
const UNSTORABLE = {
    'U+0000': Buffer.from('\\u0000'),
    'a high surrogate alone': Buffer.from('\\ud800'),
    'a low surrogate alone': Buffer.from('\\uDC00'),
    'surrogates in the wrong order': Buffer.from('\\udc00\\ud800'),
    'a surrogate behind an escaped backslash': Buffer.from('\\\\\\ud83d'),
    'a byte that is not UTF-8': Buffer.from([0xff]),
    'a surrogate in UTF-8': Buffer.from([0xed, 0xa0, 0x80]),
    'an overlong NUL': Buffer.from([0xc0, 0x80])
};

/** Text that looks similar but can be stored. */
const STORABLE = {
    'a pair of surrogates': ['\\ud83d\\ude00', '😀'],
    'an escaped backslash before what looks like a surrogate': ['\\\\ud800', '\\ud800'],
    'a replacement character': ['\\ufffd', '\ufffd']
} as const;

describeUnderAllGrants('text that cannot be stored unchanged', stage => {
    /** Sends the bytes unchanged, as the user. */
    async function send(ada: Persona, name: string, ...body: readonly (string | Buffer)[]): Promise<Response> {
        const { data } = await ada.client.auth.getSession();
        return fetch(`${stage.cloud.supabaseUrl}/rest/v1/rpc/${name}`, {
            method: 'POST',
            headers: {
                apikey: stage.cloud.anonKey,
                authorization: `Bearer ${data.session?.access_token}`,
                'content-type': 'application/json'
            },
            body: Buffer.concat(body.map(part => Buffer.from(part)))
        });
    }

    for (const [what, bytes] of Object.entries(UNSTORABLE)) {
        it(`is refused as content: ${what}`, async () => {
            const ada = await Persona.signUp(stage.cloud);
            const { id } = await ada.create({ content: 'untouched' });
            const answers = [
                await send(ada, 'save_document', `{"document_id":"${id}","content":"a`, bytes, 'b"}'),
                await send(ada, 'create_document', '{"name":"a","language_id":"b","content":"a', bytes, 'b"}')
            ];
            expect(answers.map(answer => answer.status)).to.deep.equal([400, 400]);
            expect(await ada.read(id)).to.include({ content: 'untouched', version: 1 });
            expect(await ada.list()).to.include({ total_count: 1 });
        });

        it(`is refused as a name: ${what}`, async () => {
            const ada = await Persona.signUp(stage.cloud);
            const answer = await send(ada, 'create_document', '{"name":"a', bytes, 'b","language_id":"b"}');
            expect(answer.status).to.equal(400);
            expect(await ada.list()).to.include({ total_count: 0 });
        });
    }

    for (const [what, [escaped, text]] of Object.entries(STORABLE)) {
        it(`does not include ${what}`, async () => {
            const ada = await Persona.signUp(stage.cloud);
            const { id } = await ada.create();
            const answer = await send(ada, 'save_document', `{"document_id":"${id}","content":"${escaped}"}`);
            expect(answer.status).to.equal(200);
            expect((await ada.read(id)).content).to.equal(text);
        });
    }
});
