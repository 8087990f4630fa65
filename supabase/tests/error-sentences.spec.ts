// SPDX-License-Identifier: MIT

import { Persona } from '@sanyam/test-kit/persona';
import {
    apiKeyScopesSchema,
    documentNameSchema,
    emailAddressSchema,
    ERRORS,
    idempotencyKeySchema,
    isErrorCode,
    labelSchema,
    languageIdSchema,
    missingScopeSentence,
    SESSION_ONLY_SENTENCE
} from '@sanyam/types';
import { expect } from 'chai';
import { readdir, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { z } from 'zod';
import { describeOnCloud } from './support/describe-on-cloud.js';
import { withScopes } from './support/share-calls.js';

const SCHEMAS = resolve(import.meta.dirname, '..', '..', 'schemas');

/** A call of `fail` or `fail_by_plan` with a fixed status, code and sentence. */
const FAIL =
    /sanyam_private\.fail(?:\(|_by_plan\(\s*owner_id,\s*limits,)\s*(?<status>\d+),\s*'(?<code>[A-Z_]+)',\s*(?:'(?<sentence>[^']*)')?/g;

/** The codes that mean the same in every place, so users read one sentence for them. */
const ONE_SENTENCE = [
    'INVALID_CURSOR',
    'DOCUMENT_NOT_FOUND',
    'VERSION_NOT_FOUND',
    'SHARE_NOT_FOUND',
    'API_KEY_NOT_FOUND',
    'OPTIMISTIC_LOCK_CONFLICT'
];

/** A sentence for users who never saw the cursor, because their program continued the export. */
const EXPORT_WAS_REPLACED = 'Another export of your data has begun since. Begin again without a cursor.';

async function failures(): Promise<{ status: number; code: string; sentence: string | undefined }[]> {
    const names = (await readdir(SCHEMAS)).filter(name => name.endsWith('.sql'));
    const texts = await Promise.all(names.map(name => readFile(join(SCHEMAS, name), 'utf8')));
    return texts
        .flatMap(text => [...text.matchAll(FAIL)])
        .map(({ groups }) => ({
            status: Number(groups?.['status']),
            code: groups?.['code'] ?? '',
            sentence: groups?.['sentence']
        }));
}

describe('the errors of the schema files', () => {
    it('have the status that @sanyam/types declares', async () => {
        const all = await failures();
        expect(all.length).to.be.greaterThan(20);
        for (const { status, code } of all) {
            expect(isErrorCode(code) && ERRORS[code].status, code).to.equal(status);
        }
    });

    for (const code of ONE_SENTENCE) {
        it(`have the sentence that @sanyam/types declares for ${code}`, async () => {
            const sentences = (await failures())
                .filter(failure => failure.code === code && failure.sentence !== EXPORT_WAS_REPLACED)
                .map(({ sentence }) => sentence);
            expect([...new Set(sentences)]).to.deep.equal([isErrorCode(code) && ERRORS[code].sentence]);
        });
    }
});

describeOnCloud('a field message of the database', stage => {
    const rules: [string, string, z.ZodType, (string | string[])[]][] = [
        [
            'a name',
            'name_problem',
            documentNameSchema,
            ['', ' a', 'a/b', '.', '..', 'assets', 'x'.repeat(256), 'ok.md']
        ],
        ['a language id', 'language_id_problem', languageIdSchema, ['', 'Not An Id', 'markdown']],
        [
            'an email address',
            'address_problem',
            emailAddressSchema,
            [
                ...['nobody', `${'a'.repeat(250)}@b.cd`, 'a@b.cd;', 'a@b.cd.', 'a@b..cd', 'a@.b', 'mailto:a@b.cd'],
                ...['a@b_c.d', 'a@%41.d', 'a@b c.d', 'a@-b.c', 'a@b.-c', 'a@b-.c', 'a@b.c-', `a@${'b'.repeat(64)}.c`],
                ...['a@b--c.d1', 'a@1.2', `a@${'b'.repeat(63)}.c`, `a@b.${'c'.repeat(63)}`, 'A@B.C'],
                ...['<a@b.cd>', '"a"@b.cd', 'a,c@b.cd', 'a@[127.0.0.1]', 'a\\@b.cd'],
                ...[
                    'a@b.cd',
                    'a.b+c@localhost',
                    "o'hara@xn--bcher-kva.example",
                    'zoé@a.example',
                    '.a..b.@c.de',
                    '-a-.-b-@c-d.e--f'
                ]
            ]
        ],
        [
            'the name of an API key or a version',
            'label_problem',
            labelSchema,
            ['', 'x'.repeat(101), 'a\u0007', 'a\u202eb', 'before lunch']
        ],
        ['the scopes of an API key', 'scopes_problem', apiKeyScopesSchema, [[], Array(7).fill('documents:read')]],
        ['an idempotency key', 'idempotency_key_problem', idempotencyKeySchema, ['', 'x'.repeat(256), 'a key']]
    ];
    for (const [what, problem, schema, values] of rules) {
        it(`is the same as in @sanyam/types for ${what} [FR-119]`, async () => {
            for (const value of values) {
                const [row] = await stage.database.query(`select sanyam_private.${problem}($1) as message`, [value]);
                const ours = schema.safeParse(value).error?.issues[0]?.message ?? null;
                expect(row?.['message'], JSON.stringify(value)).to.equal(ours);
            }
        });
    }

    it('is the same as in @sanyam/types for an API key that may not do something', async () => {
        const user = await Persona.signUp(stage.cloud);
        const key = withScopes(stage.cloud, user, 'documents:read');
        expect((await key.call('create_api_key')).error?.hint).to.equal(SESSION_ONLY_SENTENCE);
        expect((await key.call('empty_trash')).error?.hint).to.equal(missingScopeSentence('documents:delete'));
    });
});
