// SPDX-License-Identifier: MIT

import type { Persona } from '@sanyam/test-kit/persona';
import { givenShareListSchema, type GivenShare } from '@sanyam/types';
import { expect } from 'chai';
import { describeUnderAllGrants } from './support/describe-on-cloud.js';
import { failureOf, newAddress, share, signUpSharer, succeed } from './support/share-calls.js';

/** Of `list_given_shares`. */
const PAGE = 200;

describeUnderAllGrants('all shares of an owner', stage => {
    async function pagesOf(owner: Persona): Promise<GivenShare[][]> {
        const pages: GivenShare[][] = [];
        let cursor: string | null | undefined;
        while (cursor !== null) {
            const answer = await owner.call('list_given_shares', cursor === undefined ? {} : { cursor });
            const page = givenShareListSchema.parse(succeed(answer));
            pages.push(page.shares);
            cursor = page.next_cursor;
        }
        return pages;
    }

    it('are listed in pages, each with its document, the oldest first [BY-06]', async () => {
        const [ada, bob] = [await signUpSharer(stage), await signUpSharer(stage)];
        const documents = [await ada.create(), await ada.create()];
        const given: string[] = [];
        for (let index = 0; index <= PAGE; index++) {
            const document = documents[index % 2];
            if (document) {
                given.push((await share(ada, document, newAddress(), 'view')).id);
            }
        }
        const pages = await pagesOf(ada);
        expect(pages.map(({ length }) => length)).to.deep.equal([PAGE, 1]);
        expect(pages.flat().map(({ id }) => id)).to.deep.equal(given);
        expect(pages[0]?.[1]).to.include({
            document_id: documents[1]?.id,
            document_name: documents[1]?.name,
            expired: false
        });
        expect(await pagesOf(bob)).to.deep.equal([[]]);
    });

    it('are without those of documents in the trash, and without those that others gave [BY-06]', async () => {
        const [ada, bob] = [await signUpSharer(stage), await signUpSharer(stage)];
        const [kept, trashed, ofBob] = [await ada.create(), await ada.create(), await bob.create()];
        const { id } = await share(ada, kept, bob.email, 'edit');
        await share(ada, trashed, bob.email, 'view');
        await share(bob, ofBob, ada.email, 'view');
        await ada.trash(trashed.id);
        expect((await pagesOf(ada)).flat().map(listed => listed.id)).to.deep.equal([id]);
    });

    it('begin at no place that is not of the list', async () => {
        const ada = await signUpSharer(stage);
        for (const cursor of ['', '!', 'YQ', 'x'.repeat(5000)]) {
            expect(failureOf(await ada.call('list_given_shares', { cursor }))).to.deep.equal([400, 'INVALID_CURSOR']);
        }
    });
});
