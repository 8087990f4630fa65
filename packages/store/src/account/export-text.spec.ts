// SPDX-License-Identifier: MIT

import { expect } from 'chai';
import { nextCursorIn } from './export-text';

describe('the cursor in the JSON of an export page', () => {
    it('is its last field', () => {
        expect(nextCursorIn('{"manifest" : null, "items" : [], "next_cursor" : "aZ_-9"}')).to.equal('aZ_-9');
        expect(nextCursorIn('{"manifest":null,"items":[],"next_cursor":null}\n')).to.equal(null);
    });

    it('is never the text of a document', () => {
        const content = '"next_cursor" : "of a document"}';
        const page = { manifest: null, items: [{ kind: 'version', data: { content } }], next_cursor: 'a' };
        expect(nextCursorIn(JSON.stringify(page))).to.equal('a');
        expect(nextCursorIn(JSON.stringify({ ...page, next_cursor: undefined }))).to.equal(undefined);
    });

    it('is missing in another answer', () => {
        for (const json of ['', '{}', '[]', '{"next_cursor":"a"', '{"next_cursor":1}', '{"next_cursor":"a b"}']) {
            expect(nextCursorIn(json), json).to.equal(undefined);
        }
    });
});
