// SPDX-License-Identifier: MIT

import type { SearchQuery } from '@sanyam/store';
import { CloudError, type FoundDocument, type SearchPage } from '@sanyam/types';
import { expect } from 'chai';
import { CloudSearcher } from './cloud-searcher';

describe('CloudSearcher', () => {
    const session = { ready: Promise.resolve(), user: { id: '1', email: 'ada@example.org' } };
    const found = (name: string) => ({ document: { name } }) as FoundDocument;
    const page = (next_cursor: string | null, ...names: string[]): SearchPage => ({
        items: names.map(found),
        next_cursor,
        page_size: 20
    });
    const busy = new CloudError('RATE_LIMIT_EXCEEDED', 'Two searches of yours are running.');

    /** Returns a searcher that gets these answers, the requests that it sent, and the times that it waited. */
    function searcherFor(...answers: readonly (SearchPage | Error)[]) {
        const queries: SearchQuery[] = [];
        const pauses: number[] = [];
        const rest = [...answers];
        const find = async (query: SearchQuery) => {
            queries.push(query);
            const answer = rest.shift();
            if (answer === undefined || answer instanceof Error) {
                throw answer ?? new Error('There is no other answer.');
            }
            return answer;
        };
        const searcher = new CloudSearcher({ find }, session, async milliseconds => void pauses.push(milliseconds));
        return { searcher, queries, pauses };
    }

    async function namesFrom(searcher: CloudSearcher, signal = new AbortController().signal): Promise<string[][]> {
        const pages: string[][] = [];
        for await (const items of searcher.pages({ query: 'a' }, signal)) {
            pages.push(items.map(({ document }) => document.name));
        }
        return pages;
    }

    it('follows the cursors, also after an empty page [BY-05]', async () => {
        const { searcher, queries } = searcherFor(page('1', 'a'), page('2'), page(null, 'b'));
        expect(await namesFrom(searcher)).to.deep.equal([['a'], [], ['b']]);
        expect(queries.map(({ cursor }) => cursor)).to.deep.equal([undefined, '1', '2']);
    });

    it('gives nothing that a user found to the next one [BY-05]', async () => {
        const changing: { ready: Promise<void>; user: { id: string; email: string } | undefined } = { ...session };
        const answers = [page('1', 'a'), page('2', 'b')];
        const find = async (): Promise<SearchPage> => {
            const answer = answers.shift();
            if (answers.length === 0) {
                changing.user = { id: '2', email: 'bob@example.org' };
            }
            return answer ?? page(null);
        };
        expect(await namesFrom(new CloudSearcher({ find }, changing))).to.deep.equal([['a']]);
    });

    it('sends a search again while two others of the user run [BY-05]', async () => {
        const { searcher, pauses } = searcherFor(busy, busy, page(null, 'a'));
        expect(await namesFrom(searcher)).to.deep.equal([['a']]);
        expect(pauses).to.have.length(2);
    });

    it('gives up after some tries, and at once for another error', async () => {
        for (const [error, tries] of [
            [busy, 10],
            [new CloudError('UNAUTHORIZED', 'Sign in.'), 1]
        ] as const) {
            const { searcher, queries } = searcherFor(...Array.from({ length: 20 }, () => error));
            const thrown = await namesFrom(searcher).catch((reason: unknown) => reason);
            expect([thrown, queries.length]).to.deep.equal([error, tries]);
        }
    });

    it('stops when it is canceled, and sends nothing more', async () => {
        const { searcher, queries } = searcherFor(page('1', 'a'), page(null, 'b'));
        const controller = new AbortController();
        const names: string[] = [];
        const search = (async () => {
            for await (const items of searcher.pages({ query: 'a' }, controller.signal)) {
                names.push(...items.map(({ document }) => document.name));
                controller.abort();
            }
        })();
        expect(await search.catch((reason: unknown) => (reason as Error).name)).to.equal('AbortError');
        expect([names, queries.length]).to.deep.equal([['a'], 1]);
    });
});
