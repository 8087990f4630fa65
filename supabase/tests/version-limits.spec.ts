// SPDX-License-Identifier: MIT

import { Persona } from '@sanyam/test-kit/persona';
import type { CloudDocument } from '@sanyam/types';
import { expect } from 'chai';
import { History, versionCounts } from './support/version-calls.js';
import { describeUnderAllGrants } from './support/describe-on-cloud.js';

const RACERS = 50;

describeUnderAllGrants('the version limit', stage => {
    /** Signs up a user whose tier keeps this many versions, and creates a document. */
    async function author(versions: number | null): Promise<{ ada: Persona; document: CloudDocument; tier: string }> {
        const ada = await Persona.signUp(stage.cloud);
        const limits = { has_document_versioning: true, max_versions_per_document: versions };
        const tier = await stage.database.giveOwnTier(ada.id, limits, 'free');
        return { ada, document: await ada.create({ content: 'text 1' }), tier };
    }

    /** Saves until the document has this version. */
    async function saveUpTo(ada: Persona, { id, version }: CloudDocument, last: number): Promise<CloudDocument> {
        let document = await ada.save(id, { content: `text ${version + 1}` });
        while (document.version < last) {
            document = await ada.save(id, { content: `text ${document.version + 1}` });
        }
        return document;
    }

    async function expectVersions(ada: Persona, id: string, numbers: readonly number[]): Promise<void> {
        expect(await new History(ada, id).numbers()).to.deep.equal(numbers);
        const count = numbers.length;
        expect(await versionCounts(stage.database, id)).to.deep.equal({ kept: count, recounted: count });
    }

    it('deletes the oldest versions first [FR-044, FR-045]', async () => {
        const { ada, document } = await author(4);
        await saveUpTo(ada, document, 4);
        await expectVersions(ada, document.id, [4, 3, 2, 1]);
        await saveUpTo(ada, document, 6);
        await expectVersions(ada, document.id, [6, 5, 4, 3]);
    });

    it('counts a restored version, and keeps its text', async () => {
        const { ada, document } = await author(3);
        await saveUpTo(ada, document, 3);
        await new History(ada, document.id).restore(1);
        await expectVersions(ada, document.id, [4, 3, 2]);
        expect(await ada.read(document.id)).to.include({ content: 'text 1' });
    });

    it('counts the autosaves of one window once [FR-100]', async () => {
        const { ada, document } = await author(3);
        await saveUpTo(ada, document, 2);
        for (let count = 0; count < 5; count++) {
            await ada.save(document.id, { content: `autosave ${count}`, origin: 'autosave' });
        }
        await expectVersions(ada, document.id, [7, 2, 1]);
    });

    it('keeps named versions, which count towards it [BY-03]', async () => {
        const { ada, document } = await author(4);
        const history = new History(ada, document.id);
        await history.name(1, 'first');
        await saveUpTo(ada, document, 3);
        await history.name(3, 'third');
        await saveUpTo(ada, await ada.read(document.id), 8);
        await expectVersions(ada, document.id, [8, 7, 3, 1]);
        await history.name(1, null);
        await saveUpTo(ada, await ada.read(document.id), 9);
        await expectVersions(ada, document.id, [9, 8, 7, 3]);
    });

    it('allows names for half of the versions [BY-03]', async () => {
        const { ada, document, tier } = await author(5);
        const history = new History(ada, document.id);
        await saveUpTo(ada, document, 4);
        await history.name(1, 'one');
        await history.name(2, 'two');
        const third = await history.call('name_version', { version_number: 3, name: 'three' });
        expect([third.status, third.error?.message]).to.deep.equal([403, 'TIER_LIMIT_EXCEEDED']);
        expect(JSON.parse(third.error?.details ?? '')).to.deep.equal({
            limit_name: 'max_named_versions',
            limit: 2,
            current: 2,
            tier,
            upgrade_url: '/pricing'
        });
        await history.name(2, 'another name');
        await history.name(1, null);
        await history.name(3, 'three');
        await stage.database.changeTier(tier, 'max_versions_per_document', 2);
        await history.name(2, 'still another name');
        const fourth = await history.call('name_version', { version_number: 4, name: 'four' });
        expect(JSON.parse(fourth.error?.details ?? '')).to.include({ limit: 1, current: 2 });
    });

    it('always keeps the newest version', async () => {
        const { ada, document, tier } = await author(2);
        await new History(ada, document.id).name(1, 'first');
        await saveUpTo(ada, document, 4);
        await expectVersions(ada, document.id, [4, 1]);
        await stage.database.changeTier(tier, 'max_versions_per_document', 0);
        await saveUpTo(ada, await ada.read(document.id), 6);
        await expectVersions(ada, document.id, [6, 1]);
        expect(await ada.read(document.id)).to.include({ content: 'text 6' });
    });

    it('applies from the next change when the tier row is lowered [FR-062]', async () => {
        const { ada, document, tier } = await author(10);
        await saveUpTo(ada, document, 8);
        await stage.database.changeTier(tier, 'max_versions_per_document', 3);
        await expectVersions(ada, document.id, [8, 7, 6, 5, 4, 3, 2, 1]);
        await saveUpTo(ada, await ada.read(document.id), 9);
        await expectVersions(ada, document.id, [9, 8, 7]);
    });

    it('does not apply where the row is null', async () => {
        const { ada, document } = await author(null);
        await saveUpTo(ada, document, 12);
        await expectVersions(ada, document.id, [12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1]);
        await new History(ada, document.id).name(1, 'no limit');
    });

    it('spares versions from before a downgrade for the retention time of the new tier [FR-077]', async () => {
        const { ada, document } = await author(10);
        await saveUpTo(ada, document, 4);
        await stage.database.giveOwnTier(
            ada.id,
            {
                has_document_versioning: true,
                max_versions_per_document: 2,
                version_retention_days: 7
            },
            'free'
        );
        await saveUpTo(ada, await ada.read(document.id), 8);
        await expectVersions(ada, document.id, [8, 7, 4, 3, 2, 1]);
        const downgradedAgo = (age: string) =>
            stage.database.query('update public.user_profiles set downgraded_at = now() - $2::interval where id = $1', [
                ada.id,
                age
            ]);
        await stage.database.query(
            `update public.document_versions set created_at = created_at - interval '8 days'
             where document_id = $1 and version_number <= 4`,
            [document.id]
        );
        await downgradedAgo('6 days 23 hours');
        await saveUpTo(ada, await ada.read(document.id), 9);
        await expectVersions(ada, document.id, [9, 8, 4, 3, 2, 1]);
        await downgradedAgo('7 days 1 hour');
        await saveUpTo(ada, await ada.read(document.id), 10);
        await expectVersions(ada, document.id, [10, 9]);
    });

    /** Lowers the limit of a user, so long ago that no older version is spared any more. */
    async function narrow(persona: Persona, versions: number): Promise<void> {
        await stage.database.giveOwnTier(
            persona.id,
            {
                has_document_versioning: true,
                max_versions_per_document: versions
            },
            'free'
        );
        await stage.database.query(
            `update public.user_profiles set downgraded_at = now() - interval '10 years' where id = $1`,
            [persona.id]
        );
    }

    const losses: Record<string, (ada: Persona, id: string) => Promise<Persona>> = {
        'a hand-over': async (ada, id) => {
            const bob = await Persona.signUp(stage.cloud);
            await narrow(bob, 4);
            await ada.call('offer_ownership', { document_id: id, email: bob.email });
            await bob.call('accept_ownership', { document_id: id });
            return bob;
        },
        'a downgrade': async ada => {
            await narrow(ada, 4);
            return ada;
        }
    };
    for (const [what, lose] of Object.entries(losses)) {
        it(`leaves half of the places to unnamed versions when more are named after ${what} [BY-03]`, async () => {
            const { ada, document } = await author(10);
            await saveUpTo(ada, document, 5);
            const hers = new History(ada, document.id);
            for (const number of await hers.numbers()) {
                await hers.name(number, `name ${number}`);
            }
            const owner = await lose(ada, document.id);
            const fromThenOn = await owner.read(document.id);
            expect(fromThenOn).to.include({ owner_id: owner.id, version: 5 });
            await saveUpTo(owner, fromThenOn, 7);
            const history = new History(owner, document.id);
            await history.restore(1);
            expect(await history.read(7)).to.include({ content: 'text 7' });
            await expectVersions(owner, document.id, [8, 7, 5, 4, 3, 2, 1]);
        });
    }

    it('counts names that are added, changed and removed', async () => {
        const { ada, document } = await author(6);
        const history = new History(ada, document.id);
        await saveUpTo(ada, document, 3);
        const expectNames = async (count: number) =>
            expect(
                await stage.database.query(
                    `select d.named_version_count as kept, (
                         select count(*)::integer from public.document_versions v
                         where v.document_id = d.id and v.name is not null
                     ) as recounted
                     from public.documents d where d.id = $1`,
                    [document.id]
                )
            ).to.deep.equal([{ kept: count, recounted: count }]);
        await expectNames(0);
        const steps = [
            [1, 'first', 1],
            [1, 'renamed', 1],
            [1, 'renamed', 1],
            [2, 'second', 2],
            [3, null, 2],
            [1, null, 1],
            [1, null, 1],
            [2, null, 0],
            [3, 'third', 1]
        ] as const;
        for (const [number, name, count] of steps) {
            await history.name(number, name);
            await expectNames(count);
        }
        await Promise.all([1, 2, 3].map(number => history.call('name_version', { version_number: number, name: 'x' })));
        await expectNames(3);
    });

    it('holds during many saves at once, and the count stays right [FR-044]', async () => {
        const { ada, document } = await author(5);
        await saveUpTo(ada, document, 5);
        const answers = await Promise.all(
            Array.from({ length: RACERS }, (_, racer) =>
                ada.call('save_document', {
                    document_id: document.id,
                    content: `racer ${racer}`,
                    origin: racer % 2 === 0 ? 'save' : 'autosave'
                })
            )
        );
        expect(answers.filter(answer => answer.error !== null)).to.deep.equal([]);
        const { version } = await ada.read(document.id);
        expect(version).to.equal(5 + RACERS);
        const numbers = await new History(ada, document.id).numbers();
        expect(numbers).to.have.length(5);
        expect(numbers[0]).to.equal(version);
        expect(await versionCounts(stage.database, document.id)).to.deep.equal({ kept: 5, recounted: 5 });
    });

    it('holds while versions are named and saved at once', async () => {
        const { ada, document } = await author(8);
        await saveUpTo(ada, document, 8);
        const history = new History(ada, document.id);
        const answers = await Promise.all([
            ...Array.from({ length: 8 }, (_, index) =>
                history.call('name_version', { version_number: index + 1, name: `name ${index}` })
            ),
            ...Array.from({ length: 12 }, (_, racer) =>
                ada.call('save_document', { document_id: document.id, content: `racer ${racer}` })
            )
        ]);
        const kinds = new Set(answers.map(({ error }) => error?.message ?? 'ok'));
        expect(
            [...kinds].filter(kind => !['ok', 'TIER_LIMIT_EXCEEDED', 'VERSION_NOT_FOUND'].includes(kind))
        ).to.deep.equal([]);
        const { items } = await history.list();
        expect(items.filter(item => item.name !== null)).to.have.length.at.most(4);
        expect(items).to.have.length(8);
        expect(await versionCounts(stage.database, document.id)).to.deep.equal({ kept: 8, recounted: 8 });
    });

    it('holds when one version is restored many times at once', async () => {
        const { ada, document } = await author(4);
        await saveUpTo(ada, document, 4);
        const history = new History(ada, document.id);
        const answers = await Promise.all(
            Array.from({ length: RACERS }, () =>
                history.call('restore_version', { version_number: 2, base_version: 4 })
            )
        );
        expect(answers.filter(answer => answer.error === null)).to.have.length(1);
        await expectVersions(ada, document.id, [5, 4, 3, 2]);
    });
});
