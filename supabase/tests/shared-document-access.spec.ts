// SPDX-License-Identifier: MIT

import { Persona } from '@sanyam/test-kit/persona';
import type { CloudDocument, SharePermission } from '@sanyam/types';
import { expect } from 'chai';
import {
    failureOf,
    openMovableCloud,
    type MovableCloud,
    PERMISSIONS,
    sees,
    share,
    signUpSharer,
    tally,
    withScopes
} from './support/share-calls.js';
import { describeUnderAllGrants } from './support/describe-on-cloud.js';

type Verdict = readonly [number, string];

const OK: Verdict = [200, 'ok'];
const READ_ONLY: Verdict = [403, 'DOCUMENT_READ_ONLY'];
const FORBIDDEN: Verdict = [403, 'FORBIDDEN'];
const NOT_FOUND: Verdict = [404, 'DOCUMENT_NOT_FOUND'];

interface Action {
    readonly what: string;
    readonly call: readonly [string, object];
    /** The answer for each permission, for a stranger, and for an admin share of a document in the trash. */
    readonly verdicts: Record<SharePermission | 'none' | 'trashed', Verdict>;
}

const ACTIONS: readonly Action[] = [
    {
        what: 'read it',
        call: ['read_document', {}],
        verdicts: { view: OK, edit: OK, admin: OK, none: NOT_FOUND, trashed: NOT_FOUND }
    },
    {
        what: 'save its text',
        call: ['save_document', { content: 'changed' }],
        verdicts: { view: READ_ONLY, edit: OK, admin: OK, none: NOT_FOUND, trashed: READ_ONLY }
    },
    {
        what: 'rename it',
        call: ['save_document', { name: 'changed.md' }],
        verdicts: { view: READ_ONLY, edit: OK, admin: OK, none: NOT_FOUND, trashed: READ_ONLY }
    },
    {
        what: 'delete it',
        call: ['trash_document', {}],
        verdicts: { view: READ_ONLY, edit: FORBIDDEN, admin: OK, none: NOT_FOUND, trashed: OK }
    },
    {
        what: 'share it',
        call: ['share_document', { email: 'eve@example.com', permission: 'view' }],
        verdicts: { view: FORBIDDEN, edit: FORBIDDEN, admin: FORBIDDEN, none: NOT_FOUND, trashed: NOT_FOUND }
    },
    {
        what: 'list its shares',
        call: ['list_shares', {}],
        verdicts: { view: FORBIDDEN, edit: FORBIDDEN, admin: FORBIDDEN, none: NOT_FOUND, trashed: NOT_FOUND }
    },
    {
        what: 'offer it to another user',
        call: ['offer_ownership', { email: 'eve@example.com' }],
        verdicts: { view: FORBIDDEN, edit: FORBIDDEN, admin: FORBIDDEN, none: NOT_FOUND, trashed: NOT_FOUND }
    },
    {
        what: 'take it over',
        call: ['accept_ownership', {}],
        verdicts: { view: NOT_FOUND, edit: NOT_FOUND, admin: NOT_FOUND, none: NOT_FOUND, trashed: NOT_FOUND }
    }
];

describeUnderAllGrants('a shared document', stage => {
    let ada: Persona;
    let bob: Persona;
    let document: CloudDocument;
    beforeEach(async () => {
        [ada, bob] = [await signUpSharer(stage), await Persona.signUp(stage.cloud)];
        document = await ada.create({ content: 'shared text' });
    });

    for (const { what, call, verdicts } of ACTIONS) {
        for (const [permission, verdict] of Object.entries(verdicts) as [keyof typeof verdicts, Verdict][]) {
            const who =
                permission === 'none'
                    ? 'a stranger'
                    : permission === 'trashed'
                      ? 'an admin share of the trash'
                      : `${permission === 'view' ? 'a' : 'an'} ${permission} share`;
            it(`returns ${verdict[1]} when ${who} tries to ${what} [FR-016, FR-037, FR-039]`, async () => {
                if (permission !== 'none') {
                    await share(ada, document, bob.email, permission === 'trashed' ? 'admin' : permission);
                }
                if (permission === 'trashed') {
                    await ada.trash(document.id);
                }
                const everyone = [ada.id, bob.id];
                const before = await stage.database.snapshot(everyone);
                const [name, body] = call;
                expect(failureOf(await bob.call(name, { document_id: document.id, ...body }))).to.deep.equal(verdict);
                if (verdict !== OK || permission === 'trashed') {
                    expect(await stage.database.snapshot(everyone)).to.deep.equal(before);
                }
                const { kept, recounted } = await stage.database.counters(ada.id);
                expect(kept).to.deep.equal(recounted);
            });
        }
    }

    for (const permission of PERMISSIONS) {
        it(`shows its permission and owner to ${permission === 'view' ? 'a' : 'an'} ${permission} share [FR-037]`, async () => {
            await share(ada, document, bob.email, permission);
            const expected = {
                ...document,
                permission,
                read_only_reason: permission === 'view' ? 'view_share' : null
            };
            expect(await bob.read(document.id)).to.deep.equal({ ...expected, content: 'shared text' });
            expect((await bob.list()).items).to.deep.equal([expected]);
            expect((await bob.list({ include_shared: false })).items).to.deep.equal([]);
            const { data: texts } = await bob.client.from('document_versions').select('content');
            expect(texts).to.deep.equal([{ content: 'shared text' }]);
            const { data: profiles } = await bob.client.from('user_profiles').select('id');
            expect(profiles).to.deep.equal([{ id: bob.id }]);
        });

        it(`cannot be changed in the tables with ${permission === 'view' ? 'a' : 'an'} ${permission} share [FR-016]`, async () => {
            await share(ada, document, bob.email, permission);
            const before = await stage.database.snapshot([ada.id, bob.id]);
            for (const { data, error } of [
                await bob.client.from('documents').update({ name: 'x' }).eq('id', document.id).select(),
                await bob.client.from('documents').update({ owner_id: bob.id }).eq('id', document.id).select(),
                await bob.client.from('documents').delete().eq('id', document.id).select(),
                await bob.client
                    .from('document_versions')
                    .update({ content: 'x' })
                    .eq('document_id', document.id)
                    .select(),
                await bob.client.from('document_versions').delete().eq('document_id', document.id).select()
            ]) {
                expect(error === null ? data : []).to.deep.equal([]);
            }
            expect(await stage.database.snapshot([ada.id, bob.id])).to.deep.equal(before);
        });
    }

    it('records who changed and deleted it, and is visible only to its owner in the trash [BY-07]', async () => {
        await share(ada, document, bob.email, 'admin');
        expect(await bob.save(document.id, { content: 'by bob' })).to.include({ updated_by: bob.id, owner_id: ada.id });
        expect(await bob.trash(document.id)).to.include({ deleted_by: bob.id, permission: 'admin' });
        expect(await sees(bob, document)).to.equal(false);
        expect((await bob.list({ state: 'trashed' })).items).to.deep.equal([]);
        expect((await ada.list({ state: 'trashed' })).items).to.have.length(1);
        const { data: texts } = await bob.client.from('document_versions').select('content');
        expect(texts).to.deep.equal([]);
    });

    it('counts only against the limits of its owner', async () => {
        await share(ada, document, bob.email, 'edit');
        await stage.database.giveOwnTier(
            bob.id,
            {
                max_documents: 0,
                max_storage_bytes: 0,
                max_document_size_bytes: 0
            },
            'free'
        );
        await bob.save(document.id, { content: 'x'.repeat(100) });
        expect(await stage.database.counters(bob.id)).to.deep.equal({ kept: [0, 0], recounted: [0, 0] });
        expect(await stage.database.counters(ada.id)).to.deep.equal({ kept: [1, 100], recounted: [1, 100] });

        await stage.database.giveOwnTier(ada.id, { max_document_size_bytes: 120, max_storage_bytes: 110 }, 'free');
        await stage.database.setTier(bob.id, 'enterprise');
        const save = (length: number) =>
            bob.call('save_document', { document_id: document.id, content: 'x'.repeat(length) });
        expect(failureOf(await save(121))).to.deep.equal([413, 'DOCUMENT_TOO_LARGE']);
        const refused = await save(111);
        expect(failureOf(refused)).to.deep.equal([403, 'TIER_LIMIT_EXCEEDED']);
        expect(JSON.parse(refused.error?.details ?? '')).to.deep.equal({ limit_name: 'max_storage_bytes' });
        expect(failureOf(await save(110))).to.deep.equal(OK);
    });

    it('names only the limit that its owner has reached when a recipient restores it', async () => {
        await share(ada, document, bob.email, 'admin');
        await ada.trash(document.id);
        await stage.database.giveOwnTier(ada.id, { has_document_recovery: true, max_documents: 0 }, 'free');
        const refused = await bob.call('restore_document', { document_id: document.id });
        expect(failureOf(refused)).to.deep.equal([403, 'TIER_LIMIT_EXCEEDED']);
        expect(JSON.parse(refused.error?.details ?? '')).to.deep.equal({ limit_name: 'max_documents' });
    });

    it('requires the same scopes as any document', async () => {
        await share(ada, document, bob.email, 'admin');
        const key = withScopes(stage.cloud, bob, 'documents:read');
        expect(await sees(key, document)).to.equal(true);
        for (const [name, change] of [
            ['save_document', { content: 'x' }],
            ['trash_document', {}]
        ] as const) {
            const answer = await key.call(name, { document_id: document.id, ...change });
            expect(failureOf(answer)).to.deep.equal([403, 'INSUFFICIENT_SCOPE']);
        }
        const { data } = await withScopes(stage.cloud, bob, 'shares:read').client.from('documents').select();
        expect(data).to.deep.equal([]);
    });

    it('disappears at once when the share is revoked, and is read-only at once when it is reduced [FR-038]', async () => {
        const { id } = await share(ada, document, bob.email, 'edit');
        await bob.save(document.id, { content: 'allowed' });
        await share(ada, document, bob.email, 'view');
        const save = () => bob.call('save_document', { document_id: document.id, content: 'refused' });
        expect(failureOf(await save())).to.deep.equal(READ_ONLY);
        await ada.call('revoke_share', { share_id: id });
        expect(failureOf(await save())).to.deep.equal(NOT_FOUND);
        expect(await sees(bob, document)).to.equal(false);
        expect(await ada.read(document.id)).to.include({ content: 'allowed', version: 2 });
    });

    for (const [end, refusal] of [
        ['revoked', 'DOCUMENT_NOT_FOUND'],
        ['reduced', 'DOCUMENT_READ_ONLY']
    ] as const) {
        it(`accepts no save after its share is ${end}, even during many saves [FR-038]`, async () => {
            const { id } = await share(ada, document, bob.email, 'admin');
            let versionAtTheEnd = 0;
            const endShare = async () => {
                await (end === 'revoked'
                    ? ada.call('revoke_share', { share_id: id })
                    : share(ada, document, bob.email, 'view'));
                versionAtTheEnd = (await ada.read(document.id)).version;
            };
            const [, ...answers] = await Promise.all([
                endShare(),
                ...Array.from({ length: 25 }, (_, racer) =>
                    bob.call('save_document', { document_id: document.id, content: `racer ${racer}` })
                )
            ]);
            const counts = tally(answers);
            expect(Object.keys(counts)).to.satisfy((kinds: string[]) =>
                kinds.every(kind => ['ok', refusal].includes(kind))
            );
            const { version } = await ada.read(document.id);
            expect(version).to.equal(versionAtTheEnd);
            expect(version).to.equal(1 + (counts['ok'] ?? 0));
        });
    }
});

describe('an expired share', () => {
    let stage: MovableCloud;
    before(async () => {
        stage = await openMovableCloud();
    });
    after(() => stage.close());

    it('gives no access until it is renewed [BY-06]', async () => {
        const [ada, bob] = [await signUpSharer(stage), await Persona.signUp(stage.cloud)];
        const document = await ada.create({ content: 'for a while' });
        const inAnHour = async () => {
            const [row] = await stage.database.query(`select sanyam_private.clock() + interval '1 hour' as time`);
            return (row?.['time'] as Date).toISOString();
        };
        const { id } = await share(ada, document, bob.email, 'edit', { expires_at: await inAnHour() });
        const expired = async () => {
            const answer = await ada.call('list_shares', { document_id: document.id });
            return (answer.data as { expired: boolean }[]).map(row => row.expired);
        };
        await stage.pass('59 minutes');
        await bob.save(document.id, { content: 'in time' });
        expect([await sees(bob, document), await expired()]).to.deep.equal([true, [false]]);

        await stage.pass('1 minute');
        expect([await sees(bob, document), await expired()]).to.deep.equal([false, [true]]);
        for (const [name, body] of [
            ['save_document', { content: 'too late' }],
            ['trash_document', {}]
        ] as const) {
            const answer = await bob.call(name, { document_id: document.id, ...body });
            expect(failureOf(answer)).to.deep.equal(NOT_FOUND);
        }
        expect((await bob.client.from('document_shares').select()).data).to.deep.equal([]);
        expect(await bob.list()).to.include({ total_count: 0 });

        const renewed = await share(ada, document, bob.email, 'view', { expires_at: await inAnHour() });
        expect(renewed).to.include({ id, created: false });
        expect([await sees(bob, document), await expired()]).to.deep.equal([true, [false]]);
    });
});
