// SPDX-License-Identifier: MIT

import { Persona } from '@sanyam/test-kit/persona';
import type { CloudDocument } from '@sanyam/types';
import { expect } from 'chai';
import { accept, documentOf, expectTrueCounters, offer } from './support/ownership-calls.js';
import { failureOf, tally } from './support/share-calls.js';
import { describeUnderAllGrants } from './support/describe-on-cloud.js';

describeUnderAllGrants('a document that is handed over during other requests', stage => {
    let ada: Persona;
    let bob: Persona;
    let document: CloudDocument;
    beforeEach(async () => {
        [ada, bob] = [await Persona.signUp(stage.cloud), await Persona.signUp(stage.cloud)];
        document = await ada.create({ content: '12345' });
    });

    it('is accepted exactly once', async () => {
        await offer(ada, document, bob.email);
        const answers = await Promise.all(Array.from({ length: 20 }, () => accept(bob, document)));
        expect(tally(answers)).to.deep.equal({ ok: 1, DOCUMENT_NOT_FOUND: 19 });
        await expectTrueCounters(stage, ada, bob);
    });

    it('never exceeds a limit of the receiver', async () => {
        await stage.database.setTier(ada.id, 'pro');
        const documents = await Promise.all(Array.from({ length: 10 }, () => ada.create({ content: 'x' })));
        await Promise.all(documents.map(each => offer(ada, each, bob.email)));
        const answers = await Promise.all([
            ...documents.map(each => accept(bob, each)),
            ...documents.map(() => bob.call('create_document', { name: 'own', language_id: 'x', content: 'y' }))
        ]);
        expect(tally(answers)).to.deep.equal({ ok: 5, TIER_LIMIT_EXCEEDED: 15 });
        await expectTrueCounters(stage, ada, bob);
    });

    it('accepts saves from both owners, and counts each save for one of them', async () => {
        await offer(ada, document, bob.email);
        const save = (persona: Persona) => (_: unknown, racer: number) =>
            persona.call('save_document', { document_id: document.id, content: `${persona.id} ${racer}` });
        const [accepted, ...saves] = await Promise.all([
            accept(bob, document),
            ...Array.from({ length: 15 }, save(ada)),
            ...Array.from({ length: 15 }, save(bob))
        ]);
        documentOf(accepted);
        const counts = tally(saves);
        // The former owner continues as a collaborator. The receiver can save after accepting.
        expect(Object.keys(counts)).to.satisfy((kinds: string[]) =>
            kinds.every(kind => ['ok', 'DOCUMENT_NOT_FOUND'].includes(kind))
        );
        expect(await bob.read(document.id)).to.include({ owner_id: bob.id, version: 1 + (counts['ok'] ?? 0) });
        await expectTrueCounters(stage, ada, bob);
    });

    it('is either accepted or its offer is withdrawn, never both', async () => {
        const documents = await Promise.all(Array.from({ length: 4 }, () => ada.create({ content: 'x' })));
        await Promise.all(documents.map(each => offer(ada, each, bob.email)));
        const outcomes = await Promise.all(
            documents.map(each => Promise.all([accept(bob, each), offer(ada, each, null)]))
        );
        for (const [index, [accepted, takenBack]] of outcomes.entries()) {
            const { owner_id } = await ada.read(documents[index]?.id ?? '');
            expect(owner_id).to.equal(accepted.error === null ? bob.id : ada.id);
            expect(failureOf(takenBack)).to.deep.equal(accepted.error === null ? [403, 'FORBIDDEN'] : [200, 'ok']);
        }
        await expectTrueCounters(stage, ada, bob);
    });

    it('is either accepted or deleted with its owner, never both', async () => {
        await stage.database.setTier(bob.id, 'pro');
        const owners = await Promise.all(Array.from({ length: 10 }, () => Persona.signUp(stage.cloud)));
        const documents = await Promise.all(owners.map(owner => owner.create({ content: 'x' })));
        await Promise.all(documents.map((each, index) => offer(owners[index] ?? ada, each, bob.email)));
        const answers = await Promise.all(
            documents.map(async (each, index) => {
                const [answer] = await Promise.all([
                    accept(bob, each),
                    stage.database.query('delete from auth.users where id = $1', [owners[index]?.id])
                ]);
                return answer;
            })
        );
        const { ok = 0, DOCUMENT_NOT_FOUND: gone = 0 } = tally(answers);
        expect(ok + gone).to.equal(documents.length);
        expect(await bob.list()).to.include({ total_count: ok });
        await expectTrueCounters(stage, bob);
    });

    it('causes no deadlock when two owners hand over documents to each other', async () => {
        await Promise.all([ada, bob].map(({ id }) => stage.database.setTier(id, 'pro')));
        const hers = await Promise.all(Array.from({ length: 8 }, () => ada.create({ content: 'hers' })));
        const his = await Promise.all(Array.from({ length: 8 }, () => bob.create({ content: 'his own' })));
        await Promise.all([
            ...hers.map(each => offer(ada, each, bob.email)),
            ...his.map(each => offer(bob, each, ada.email))
        ]);
        const answers = await Promise.all([
            ...hers.map(each => accept(bob, each)),
            ...his.map(each => accept(ada, each)),
            ...hers.map(({ id }) => ada.call('save_document', { document_id: id, content: 'changed' })),
            ...his.map(({ id }) => bob.call('save_document', { document_id: id, content: 'changed' }))
        ]);
        expect(tally(answers)).to.deep.equal({ ok: answers.length });
        await expectTrueCounters(stage, ada, bob);
    });
});
