// SPDX-License-Identifier: MIT

import { CloudError } from '@sanyam/types';
import { expect } from 'chai';
import { exportPages } from './export-pages';

describe('the pages of an export', () => {
    /** What the cloud answers, one after the other: a cursor for the next page, or an error. */
    async function read(...answers: (string | null | CloudError)[]) {
        const asked: (string | undefined)[] = [];
        const pauses: number[] = [];
        const account = {
            exportPage: async (cursor: string | undefined) => {
                asked.push(cursor);
                const nextCursor = answers.shift() ?? null;
                if (nextCursor instanceof CloudError) {
                    throw nextCursor;
                }
                return { json: JSON.stringify({ manifest: null, items: [], next_cursor: nextCursor }), nextCursor };
            }
        };
        const pause = async (milliseconds: number) => void pauses.push(milliseconds);
        let pages = 0;
        let failure: unknown;
        try {
            for await (const page of exportPages(account, new AbortController().signal, pause)) {
                expect(page.items).to.deep.equal([]);
                pages++;
            }
        } catch (error) {
            failure = error;
        }
        return { asked, pauses, pages, failure };
    }
    const away = () => new CloudError('SERVICE_UNAVAILABLE');

    it('come until the last one', async () => {
        expect(await read('a', 'b', null)).to.deep.include({ asked: [undefined, 'a', 'b'], pages: 3 });
    });

    it('come again at the same place after the cloud was away or busy', async () => {
        const { asked, pauses, pages } = await read('a', away(), away(), 'b', null);
        expect([asked, pages]).to.deep.equal([[undefined, 'a', 'a', 'a', 'b'], 3]);
        expect(pauses).to.deep.equal([1000, 2000]);
    });

    it('end after half a minute without the cloud, and at once after a refusal', async () => {
        const { pauses, failure } = await read('a', ...Array.from({ length: 6 }, away));
        expect(pauses.reduce((sum, one) => sum + one, 0)).to.equal(30_000);
        expect(failure).to.have.property('code', 'SERVICE_UNAVAILABLE');
        const refused = await read('a', new CloudError('INVALID_CURSOR'));
        expect([refused.pauses, (refused.failure as CloudError).code]).to.deep.equal([[], 'INVALID_CURSOR']);
    });
});
