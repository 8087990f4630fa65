// SPDX-License-Identifier: MIT

import { expect } from 'chai';
import { describeOnCloud } from './support/describe-on-cloud.js';
import { signUpPro } from './support/fixtures.js';
import { plant } from './support/folder-calls.js';

const MEGABYTE = 1024 * 1024;
const TOO_MUCH =
    'This reads too much at once. Ask for fewer rows, or call list_documents and list_versions, which have pages.';

/** Returns what to select for the documents of the owner of the documents …, `depth` times. */
function nested(depth: number): string {
    return depth === 0 ? 'id' : `id,user_profiles(id,documents(${nested(depth - 1)}))`;
}

describeOnCloud('what a user reads from the tables themselves', stage => {
    it('can be nested, and is refused before it multiplies', async () => {
        const ada = await signUpPro(stage.cloud, stage.database);
        const paths = Array.from({ length: 25 }, (_, index) => `${index}.md`);
        await plant(stage.database, ada.id, paths);
        const table = ada.client.from('documents');
        expect((await table.select(nested(1))).data).to.have.length(25);
        for (const depth of [3, 8]) {
            const { status, data, error } = await table.select(nested(depth));
            expect([status, data, error?.message, error?.hint]).to.deep.equal([
                422,
                null,
                'VALIDATION_ERROR',
                TOO_MUCH
            ]);
        }
        expect((await table.select('id')).data, 'a refusal ends with its request').to.have.length(25);
    });

    it('has at most 32 MB of texts, and one text of the largest size is always read', async () => {
        const ada = await signUpPro(stage.cloud, stage.database);
        const paths = Array.from({ length: 5 }, (_, index) => `${index}.md`);
        await plant(stage.database, ada.id, paths, { bytes: 8 * MEGABYTE });
        const texts = () => ada.client.from('document_versions').select('content');
        expect((await texts()).error?.hint).to.equal(TOO_MUCH);
        const { data: ids } = await ada.client.from('documents').select('id').limit(1);
        const { data } = await texts().eq('document_id', ids?.[0]?.id);
        expect(data?.map(({ content }) => content.length)).to.deep.equal([8 * MEGABYTE]);
    });
});
