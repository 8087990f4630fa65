// SPDX-License-Identifier: MIT

import { expect } from 'chai';
import { withoutContent } from './answer-text';

describe('the JSON of an answer with content', () => {
    it('is parsed without its last field, whatever the names in it are', () => {
        for (const name of ['a', ',"content":"', '\\",\\"content\\":\\"', '"content"', '\\'.repeat(5), '}']) {
            for (const content of ['', 'text', ',"content":"', '"}', 'x'.repeat(100_000)]) {
                const json = JSON.stringify({ id: 1, name, content });
                expect(withoutContent(json)).to.deep.equal({ id: 1, name });
            }
        }
    });

    it('can have spaces between its parts', () => {
        const json = '{"id" : 1, "content" : "text" }';
        expect(withoutContent(json)).to.deep.equal({ id: 1 });
    });

    it('is not parsed without the field, or with one after it', () => {
        for (const json of ['{}', '{"id":1}', '{"id":1,"content":null}', '{"id":1,"content":"a","more":1}', '"a"']) {
            expect(withoutContent(json)).to.equal(undefined);
        }
    });
});
