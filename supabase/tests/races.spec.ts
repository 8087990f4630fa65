// SPDX-License-Identifier: MIT

import { type Answer, Persona } from '@sanyam/test-kit/persona';
import { expect } from 'chai';
import { describeUnderAllGrants } from './support/describe-on-cloud.js';

const RACERS = 50;

function race(run: (racer: number) => Promise<Answer>): Promise<Answer[]> {
    return Promise.all(Array.from({ length: RACERS }, (_, racer) => run(racer)));
}

/** Counts the answers by kind: `ok`, or the error code. */
function tally(answers: readonly Answer[]): Record<string, number> {
    const counts: Record<string, number> = {};
    for (const { error } of answers) {
        const kind = error?.message ?? 'ok';
        counts[kind] = (counts[kind] ?? 0) + 1;
    }
    return counts;
}

describeUnderAllGrants(`${RACERS} requests at once`, stage => {
    it('create exactly five documents at a limit of five [FR-050, FR-074]', async () => {
        const ada = await Persona.signUp(stage.cloud);
        const answers = await race(racer =>
            ada.call('create_document', { name: `racer ${racer}`, language_id: 'x', content: 'abc' })
        );
        expect(tally(answers)).to.deep.equal({ ok: 5, TIER_LIMIT_EXCEEDED: RACERS - 5 });
        expect(await stage.database.counters(ada.id)).to.deep.equal({ kept: [5, 15], recounted: [5, 15] });
    });

    it('fill the storage exactly to its limit [FR-050]', async () => {
        const ada = await Persona.signUp(stage.cloud);
        await stage.database.giveOwnTier(ada.id, { max_documents: null, max_storage_bytes: 100 }, 'free');
        const answers = await race(() =>
            ada.call('create_document', { name: 'ten bytes', language_id: 'x', content: '0123456789' })
        );
        expect(tally(answers)).to.deep.equal({ ok: 10, TIER_LIMIT_EXCEEDED: RACERS - 10 });
        expect(await stage.database.counters(ada.id)).to.deep.equal({ kept: [10, 100], recounted: [10, 100] });
    });

    it('save exactly once over the same version [FR-025, FR-026]', async () => {
        const ada = await Persona.signUp(stage.cloud);
        const { id } = await ada.create({ content: 'start' });
        const answers = await race(racer =>
            ada.call('save_document', { document_id: id, content: `racer ${racer}`, base_version: 1 })
        );
        expect(tally(answers)).to.deep.equal({ ok: 1, OPTIMISTIC_LOCK_CONFLICT: RACERS - 1 });
        const winner = answers.findIndex(answer => answer.error === null);
        expect(await ada.read(id)).to.include({ content: `racer ${winner}`, version: 2 });
    });

    it('all save without a base version, and each raises the version [FR-027]', async () => {
        const ada = await Persona.signUp(stage.cloud);
        const { id } = await ada.create({ content: 'start' });
        const answers = await race(racer => ada.call('save_document', { document_id: id, content: `racer ${racer}` }));
        expect(tally(answers)).to.deep.equal({ ok: RACERS });
        expect(await ada.read(id)).to.include({ version: RACERS + 1 });
    });

    it('create one document and return one answer for one idempotency key', async () => {
        const ada = await Persona.signUp(stage.cloud);
        const answers = await race(() =>
            ada.call('create_document', { name: 'once', language_id: 'x', idempotency_key: 'the same' })
        );
        expect(tally(answers)).to.deep.equal({ ok: RACERS });
        expect(new Set(answers.map(answer => JSON.stringify(answer.data))).size).to.equal(1);
        expect((await ada.list()).total_count).to.equal(1);
    });

    it('either save or trash a document, and leave no partial change', async () => {
        const ada = await Persona.signUp(stage.cloud);
        const { id } = await ada.create({ content: 'start' });
        const answers = await race(racer =>
            racer % 2 === 0
                ? ada.call('save_document', { document_id: id, content: `racer ${racer}` })
                : ada.call('trash_document', { document_id: id })
        );
        expect(Object.keys(tally(answers))).to.have.members(['ok', 'DOCUMENT_READ_ONLY']);
        const { kept, recounted } = await stage.database.counters(ada.id);
        expect(kept).to.deep.equal(recounted);
    });
});
