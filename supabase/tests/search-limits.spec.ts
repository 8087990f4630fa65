// SPDX-License-Identifier: MIT

import type { Persona } from '@sanyam/test-kit/persona';
import { expect } from 'chai';
import { describeOnCloud } from './support/describe-on-cloud.js';
import { signUpPro } from './support/fixtures.js';
import { plant } from './support/folder-calls.js';
import { OpenTransaction } from './support/open-transaction.js';
import { namesOn, search, searchAll } from './support/search-calls.js';

const MEGABYTE = 1024 * 1024;

describeOnCloud('the limits of a search', stage => {
    const pro = () => signUpPro(stage.cloud, stage.database);

    const refused = async (ada: Persona, body: Record<string, unknown>) => {
        const { status, error } = await ada.call('search_documents', body);
        return [status, error?.message, error?.hint];
    };

    it('refuse a query that is empty, too long, or has a line break [BY-05]', async () => {
        const ada = await pro();
        const tooLong = 'The text to search for can have at most 255 characters.';
        for (const [query, hint] of [
            ['', 'Enter the text to search for.'],
            [null, 'Enter the text to search for.'],
            ['𝕏'.repeat(256), tooLong],
            ['x'.repeat(1_000_000), tooLong],
            ['a\nb', 'The text to search for cannot contain a line break.'],
            ['a\r', 'The text to search for cannot contain a line break.']
        ] as const) {
            expect(await refused(ada, { query })).to.deep.equal([422, 'VALIDATION_ERROR', hint]);
        }
        expect((await refused(ada, { query: 'a', folder: 'a//b' }))[1]).to.equal('VALIDATION_ERROR');
        expect((await refused(ada, { query: 'a', cursor: 'x' }))[1]).to.equal('INVALID_CURSOR');
        expect((await search(ada, '𝕏'.repeat(255))).items).to.deep.equal([]);
    });

    for (const [asked, given] of [
        [null, 20],
        [0, 1],
        [7, 7],
        [1_000_000, 100]
    ] as const) {
        it(`give pages of ${given} when asked for ${asked} [BY-05]`, async () => {
            expect(await search(await pro(), 'a', { page_size: asked })).to.include({ page_size: given });
        });
    }

    it('give each document so many matches [BY-05]', async () => {
        const ada = await pro();
        await ada.create({ content: 'needle\n'.repeat(1500) });
        const matches = async (matches_per_document: number | null) => {
            const [item] = (await search(ada, 'needle', { matches_per_document })).items;
            return [item?.matches.length, item?.has_more_matches];
        };
        expect(await matches(null)).to.deep.equal([20, true]);
        expect(await matches(0)).to.deep.equal([1, true]);
        expect(await matches(9999)).to.deep.equal([1000, true]);
    });

    it('end a page after a thousand matches, and the next one goes on [BY-05]', async () => {
        const ada = await pro();
        for (const name of ['a', 'b', 'c']) {
            await ada.create({ name, content: 'needle\n'.repeat(600) });
        }
        const pages = await searchAll(ada, 'needle', { matches_per_document: 1000 });
        expect(pages.map(page => namesOn(page))).to.deep.equal([['c', 'b'], ['a']]);
    });

    it('end a call after some megabytes, and the next ones go on until all is searched [BY-05]', async () => {
        const ada = await pro();
        await stage.database.setTier(ada.id, 'enterprise');
        await ada.create({ name: 'the oldest.md', content: 'needle' });
        await plant(
            stage.database,
            ada.id,
            Array.from({ length: 80 }, (_, number) => `large ${number}.md`),
            { bytes: MEGABYTE }
        );
        const pages = await searchAll(ada, 'needle');
        expect(pages.length).to.be.within(3, 6);
        expect(pages.slice(0, -1).map(page => page.items.length)).to.deep.equal(pages.slice(1).map(() => 0));
        expect(namesOn(...pages)).to.deep.equal(['the oldest.md']);
        const callsOf = async (query: string) => {
            const all = await searchAll(ada, query, { whole_word: true });
            expect(namesOn(...all)).to.deep.equal(query === 'needle' ? ['the oldest.md'] : []);
            return all.length;
        };
        expect(await callsOf('needle')).to.equal(pages.length);
        // A letter outside of ASCII costs more, so a call reads less. So does each text that has the letters of a word, but
        // not as a word, and a long word more than a short one.
        expect(await callsOf('nädel')).to.be.greaterThan(pages.length);
        const calls = await callsOf('xx');
        expect(calls).to.be.greaterThan(2 * pages.length);
        expect(await callsOf('x'.repeat(100))).to.be.greaterThan(calls);
    });

    it('know how often PostgreSQL compares a text with each byte [BY-05]', async () => {
        const texts = ['needle', 'nädel', 'a', 'ba', 'aaaa', `b${'a'.repeat(254)}`, `${'a'.repeat(254)}b`];
        const [row] = await stage.database.query(
            `select array(
                select sanyam_private.comparisons_per_byte(x.needle) from unnest($1::text[]) x (needle)
            ) as counts`,
            [texts]
        );
        expect(row).to.deep.equal({ counts: [2, 1, 1, 1, 4, 255, 1] });
    });

    it('search two thousand documents, which are more than one batch [BY-05]', async () => {
        const ada = await pro();
        await stage.database.setTier(ada.id, 'enterprise');
        await ada.create({ name: 'the oldest.md', content: 'needle' });
        const paths = Array.from({ length: 2000 }, (_, number) => `small ${number}.md`);
        await plant(stage.database, ada.id, paths, { bytes: 10 });
        expect(namesOn(await search(ada, 'needle'))).to.deep.equal(['the oldest.md']);
        const all = namesOn(...(await searchAll(ada, 'small', { page_size: 100 })));
        expect(all.sort()).to.deep.equal(paths.sort());
    });

    it('let a user run two searches at the same time, and no third [BY-05]', async () => {
        const [ada, bob] = [await pro(), await pro()];
        {
            await using first = await OpenTransaction.begin(stage.cloud);
            await using second = await OpenTransaction.begin(stage.cloud);
            await first.query('select sanyam_private.try_lock_search($1)', [ada.id]);
            expect((await search(ada, 'a')).items).to.deep.equal([]);
            await second.query('select sanyam_private.try_lock_search($1)', [ada.id]);
            expect(await refused(ada, { query: 'a' })).to.deep.equal([
                429,
                'RATE_LIMIT_EXCEEDED',
                'Two searches of yours are running. Try again in a second.'
            ]);
            expect((await search(bob, 'a')).items).to.deep.equal([]);
            await Promise.all([first.commit(), second.commit()]);
        }
        expect((await search(ada, 'a')).items).to.deep.equal([]);
    });
});
