// SPDX-License-Identifier: MIT

import { type Answer, Persona } from '@sanyam/test-kit/persona';
import type { CloudDocument, SharePermission } from '@sanyam/types';
import { expect } from 'chai';
import { describeOnCloud, type Stage } from './support/describe-on-cloud.js';
import { failureOf, share, signUpSharer } from './support/share-calls.js';

/** A document of 8 bytes at version 2, with 1 byte at version 1. */
interface Scene {
    readonly stage: Stage;
    readonly owner: Persona;
    readonly document: CloudDocument;
}

/** A call that fails because of the plan or the account of the document's owner. */
interface Refusal {
    readonly when: string;
    /** What the owner's tier has that the tier pro has not. */
    readonly limits?: Record<string, unknown>;
    readonly permission: SharePermission;
    readonly code: string;
    /** What a recipient learns. */
    readonly details: Record<string, unknown>;
    readonly words: RegExp;
    prepare?(scene: Scene): Promise<unknown>;
    attempt(caller: Persona, document: CloudDocument): Promise<Answer>;
}

/** Soon after a deletion, who deleted can undo it on every plan. */
const moveToTrash = async ({ stage, owner, document }: Scene) => {
    await owner.trash(document.id);
    await stage.database.ageInTrash(document.id, 11);
};
const save =
    (content: string): Refusal['attempt'] =>
    (caller, { id }) =>
        caller.call('save_document', { document_id: id, content });
const trash: Refusal['attempt'] = (caller, { id }) => caller.call('trash_document', { document_id: id });
const restore: Refusal['attempt'] = (caller, { id }) => caller.call('restore_document', { document_id: id });
const onVersion =
    (name: string, body: Record<string, unknown>): Refusal['attempt'] =>
    (caller, { id }) =>
        caller.call(name, { document_id: id, ...body });
const restoreFirst = onVersion('restore_version', { version_number: 1 });
const nameFirst = onVersion('name_version', { version_number: 1, name: 'first' });

const REFUSALS: readonly Refusal[] = [
    {
        when: 'a save makes the document too large',
        limits: { max_document_size_bytes: 10 },
        permission: 'edit',
        code: 'DOCUMENT_TOO_LARGE',
        details: { size: 2049, limit: 10 },
        words: /3 KB/,
        attempt: save('x'.repeat(2049))
    },
    {
        when: 'a restored version is too large',
        limits: { max_document_size_bytes: 0 },
        permission: 'edit',
        code: 'DOCUMENT_TOO_LARGE',
        details: { size: 1, limit: 0 },
        words: /1 byte,/,
        attempt: restoreFirst
    },
    {
        when: 'a save needs more storage',
        limits: { max_storage_bytes: 10 },
        permission: 'edit',
        code: 'TIER_LIMIT_EXCEEDED',
        details: { limit_name: 'max_storage_bytes' },
        words: /limit/,
        attempt: save('x'.repeat(11))
    },
    {
        when: 'a restored document is one too many',
        limits: { max_documents: 0 },
        permission: 'admin',
        code: 'TIER_LIMIT_EXCEEDED',
        details: { limit_name: 'max_documents' },
        words: /limit/,
        prepare: moveToTrash,
        attempt: restore
    },
    ...(
        [
            ['has_cloud_storage', 'cloud storage'],
            ['has_document_recovery', 'recovery from the trash']
        ] as const
    ).map<Refusal>(([column, words]) => ({
        when: `the plan has no ${words}`,
        limits: { [column]: false },
        permission: 'admin',
        code: 'FEATURE_NOT_AVAILABLE',
        details: { feature: column.slice('has_'.length) },
        words: new RegExp(words),
        prepare: moveToTrash,
        attempt: restore
    })),
    ...[restoreFirst, nameFirst].map<Refusal>((attempt, index) => ({
        when: `the plan keeps no history to ${['restore', 'name'][index]} a version`,
        limits: { has_document_versioning: false },
        permission: 'edit',
        code: 'FEATURE_NOT_AVAILABLE',
        details: { feature: 'document_versioning' },
        words: /version history/,
        attempt
    })),
    {
        when: 'half of the versions have a name',
        limits: { max_versions_per_document: 1 },
        permission: 'edit',
        code: 'TIER_LIMIT_EXCEEDED',
        details: { limit_name: 'max_named_versions' },
        words: /name/,
        attempt: nameFirst
    },
    {
        when: 'the trash is full',
        permission: 'admin',
        code: 'TIER_LIMIT_EXCEEDED',
        details: { limit_name: 'trash' },
        words: /trash/,
        prepare: ({ stage, owner }) =>
            stage.database.query(
                `insert into public.documents
                    (owner_id, name, language_id, size_bytes, created_at, updated_at, updated_by, deleted_at, deleted_by)
                 select $1, 'old', 'markdown', 0, now(), now(), $1, now(), $1 from generate_series(1, 1000)`,
                [owner.id]
            ),
        attempt: trash
    }
];

describeOnCloud('a limit of the plan of a document’s owner', stage => {
    for (const { when, limits, permission, code, details, words, prepare, attempt } of REFUSALS) {
        it(`is told to a recipient as the owner’s, without the plan or its usage, when ${when}`, async () => {
            const [owner, recipient] = [await signUpSharer(stage), await signUpSharer(stage)];
            const { id } = await owner.create({ content: '1' });
            const document = await owner.save(id, { content: '12345678' });
            await share(owner, document, recipient.email, permission);
            await prepare?.({ stage, owner, document });
            const tier = limits === undefined ? 'pro' : await stage.database.giveOwnTier(owner.id, limits, 'pro');

            const told = await attempt(recipient, document);
            expect(failureOf(told)[1]).to.equal(code);
            expect(JSON.parse(told.error?.details ?? '')).to.deep.equal(details);
            expect(told.error?.hint)
                .to.match(words)
                .and.match(/[Oo]wner.*[Aa]sk|ask its owner/)
                .and.not.match(/your plan/i)
                .and.not.contain(tier);

            const own = await attempt(owner, document);
            expect(failureOf(own)[1]).to.equal(code);
            expect(JSON.parse(own.error?.details ?? '')).to.include({ ...details, tier });
            expect(own.error?.hint).to.match(limits === undefined ? words : /^.*your plan \(tier_/i);
        });
    }

    it('offers an upgrade only if a plan has more', async () => {
        const owner = await signUpSharer(stage);
        await owner.create();
        await stage.database.giveOwnTier(owner.id, { max_documents: 1 }, 'pro');
        const more = await owner.call('create_document', { name: 'a', language_id: 'b' });
        expect(JSON.parse(more.error?.details ?? '')).to.have.property('upgrade_url', '/pricing');
        await stage.database.query(
            `insert into public.api_keys (user_id, name, prefix, scopes, created_at)
             select $1, 'old', '00000000', '{documents:read}', now() from generate_series(1, 100)`,
            [owner.id]
        );
        const key = await owner.call('create_api_key', { name: 'a', scopes: ['documents:read'] });
        expect(failureOf(key)).to.deep.equal([403, 'TIER_LIMIT_EXCEEDED']);
        expect(JSON.parse(key.error?.details ?? '')).not.to.have.property('upgrade_url');
    });
});

describeOnCloud('a size in a message', stage => {
    const sizes: readonly [number, string][] = [
        [0, '0 bytes'],
        [1, '1 byte'],
        [1023, '1023 bytes'],
        [1024, '1 KB'],
        [262_144, '256 KB'],
        [262_145, '257 KB'],
        [1_047_553, '1 MB'],
        [1_048_577, '1.1 MB'],
        [8_388_608, '8 MB'],
        [10_485_761, '10.1 MB'],
        [1_073_741_824, '1 GB']
    ];
    it('is rounded up, so that a size over a limit does not look like the limit', async () => {
        const rows = await stage.database.query(
            'select sanyam_private.readable_size(s) as text from unnest($1::bigint[]) s',
            [sizes.map(([bytes]) => bytes)]
        );
        expect(rows.map(({ text }) => text)).to.deep.equal(sizes.map(([, text]) => text));
    });
});
