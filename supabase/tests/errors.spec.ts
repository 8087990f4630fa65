// SPDX-License-Identifier: MIT

import { type Answer, type Arguments, Persona } from '@sanyam/test-kit/persona';
import { mintToken } from '@sanyam/test-kit/tokens';
import type { CloudDocument, ErrorCode } from '@sanyam/types';
import { expect } from 'chai';
import { randomUUID } from 'node:crypto';
import { describeOnCloud, type Stage } from './support/describe-on-cloud.js';

/** The state before each failure: Ada has one document of 3 bytes, at version 2. */
interface Scene {
    readonly stage: Stage;
    readonly ada: Persona;
    readonly document: CloudDocument;
}

interface Failure {
    readonly when: string;
    readonly status: number;
    readonly code: ErrorCode;
    details(scene: Scene): object | Promise<object>;
    provoke(scene: Scene): Promise<Answer>;
}

const create = (body: Arguments) => (scene: Scene) =>
    scene.ada.call('create_document', { name: 'a', language_id: 'b', ...body });
const save = (body: Arguments) => (scene: Scene) =>
    scene.ada.call('save_document', { document_id: scene.document.id, ...body });
const list = (body: Arguments) => (scene: Scene) => scene.ada.call('list_documents', body);

const upgrade = { tier: 'free', upgrade_url: '/pricing' };

function invalid(when: string, provoke: Failure['provoke'], fields: Record<string, string>): Failure {
    return { when, status: 422, code: 'VALIDATION_ERROR', details: () => ({ fields }), provoke };
}

const FAILURES: readonly Failure[] = [
    invalid('a document has no name', create({ name: null }), { name: 'Enter a name.' }),
    invalid('a document has no language', create({ language_id: null }), {
        language_id: 'Enter a language id, for example markdown.'
    }),
    invalid('several arguments are wrong', create({ name: ' a', language_id: 'B', idempotency_key: '' }), {
        name: 'A name cannot begin or end with a space.',
        language_id: 'Enter a language id, for example markdown.',
        idempotency_key: 'A key has 1 to 255 characters.'
    }),
    invalid('a document is renamed to nothing', save({ name: '' }), { name: 'Enter a name.' }),
    invalid('the origin of a save is unknown', save({ content: 'x', origin: 'restore' }), {
        origin: 'The origin is save or autosave.'
    }),
    invalid('the state of a list is unknown', list({ state: 'all' }), { state: 'The state is active or trashed.' }),
    invalid('the direction of a list is unknown', list({ direction: 'up' }), {
        direction: 'The direction is next or prev.'
    }),
    {
        when: 'a cursor is invented',
        status: 400,
        code: 'INVALID_CURSOR',
        details: () => ({}),
        provoke: list({ cursor: 'x' })
    },
    ...['read_document', 'save_document', 'trash_document'].map<Failure>(name => ({
        when: `${name} gets an unknown id`,
        status: 404,
        code: 'DOCUMENT_NOT_FOUND',
        details: () => ({}),
        provoke: ({ ada }) => ada.call(name, { document_id: randomUUID() })
    })),
    {
        when: 'a document is one byte too large',
        status: 413,
        code: 'DOCUMENT_TOO_LARGE',
        details: () => ({ size: 262_145, limit: 262_144, ...upgrade }),
        provoke: save({ content: 'x'.repeat(262_145) })
    },
    {
        when: 'there is one document too many',
        status: 403,
        code: 'TIER_LIMIT_EXCEEDED',
        details: () => ({ limit_name: 'max_documents', limit: 5, current: 5, ...upgrade }),
        provoke: async scene => {
            await Promise.all(Array.from({ length: 4 }, () => scene.ada.create()));
            return create({})(scene);
        }
    },
    {
        when: 'the storage is full',
        status: 403,
        code: 'TIER_LIMIT_EXCEEDED',
        details: async ({ ada }) => ({
            limit_name: 'max_storage_bytes',
            limit: 5,
            current: 3,
            tier: (await ada.account()).profile.tier,
            upgrade_url: '/pricing'
        }),
        provoke: async scene => {
            await scene.stage.database.giveOwnTier(scene.ada.id, { max_storage_bytes: 5 }, 'free');
            return create({ content: '123' })(scene);
        }
    },
    {
        when: 'a document is in the trash',
        status: 403,
        code: 'DOCUMENT_READ_ONLY',
        details: () => ({ reason: 'trashed' }),
        provoke: async scene => {
            await scene.ada.trash(scene.document.id);
            return save({ content: 'x' })(scene);
        }
    },
    ...[1, 3, 0, -1, 2_147_483_648].map<Failure>(version => ({
        when: `the base version is ${version} and the document has version 2`,
        status: 409,
        code: 'OPTIMISTIC_LOCK_CONFLICT',
        details: ({ ada, document }) => ({
            current_version: 2,
            your_version: version,
            updated_at: document.updated_at,
            updated_by: ada.id
        }),
        provoke: save({ content: 'x', base_version: version })
    })),
    ...[{ sub: 'nobody' }, {}].map<Failure>(subject => ({
        when: `the token's subject is ${subject.sub ?? 'missing'}`,
        status: 401,
        code: 'UNAUTHORIZED',
        details: () => ({ reason: 'invalid' }),
        provoke: ({ stage }) =>
            Persona.bearer(stage.cloud, mintToken({ ...subject, role: 'authenticated' }, stage.cloud.jwtSecret)).call(
                'my_account'
            )
    }))
];

describeOnCloud('a failure', stage => {
    for (const failure of FAILURES) {
        it(`is ${failure.status} ${failure.code} when ${failure.when} [FR-026, FR-052, FR-116, FR-117, FR-118]`, async () => {
            const ada = await Persona.signUp(stage.cloud);
            const { id } = await ada.create({ content: 'a' });
            const scene = { stage, ada, document: await ada.save(id, { content: 'abc' }) };
            const { status, error } = await failure.provoke(scene);
            expect({ ...error, details: JSON.parse(error?.details ?? '') as unknown, status }).to.deep.equal({
                status: failure.status,
                code: `PT${failure.status}`,
                message: failure.code,
                details: await failure.details(scene),
                hint: error?.hint
            });
            expect(error?.hint, 'a sentence for the user').to.match(/^[A-Z“].*\.$/);
        });
    }

    const malformed = {
        'an id that is not a UUID': { document_id: 'x' },
        'a version beyond 64 bits': { document_id: randomUUID(), base_version: 1e30 },
        'a version with a fraction': { document_id: randomUUID(), base_version: 1.5 },
        'a version that is text': { document_id: randomUUID(), base_version: 'newest' }
    };
    for (const [what, body] of Object.entries(malformed)) {
        it(`is 400 for ${what}`, async () => {
            const ada = await Persona.signUp(stage.cloud);
            for (const name of ['save_document', 'trash_document']) {
                expect((await ada.call(name, body)).status).to.equal(400);
            }
        });
    }

    it('gives a stranger the same error as for a document that does not exist [FR-016]', async () => {
        const [ada, mallory] = [await Persona.signUp(stage.cloud), await Persona.signUp(stage.cloud)];
        const { id } = await ada.create();
        for (const name of ['read_document', 'save_document', 'trash_document']) {
            const body = name === 'read_document' ? {} : { base_version: 7 };
            const real = await mallory.call(name, { document_id: id, ...body });
            const invented = await mallory.call(name, { document_id: randomUUID(), ...body });
            expect([real.status, real.error]).to.deep.equal([invented.status, invented.error]);
        }
    });
});
