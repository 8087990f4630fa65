// SPDX-License-Identifier: MIT

import { expect } from 'chai';
import { callOf } from './direct-session';

describe('the call of a function in a statement', () => {
    it('passes arguments by name, starting at the given parameter', () => {
        expect(callOf('save_document', { document_id: 'a', content: "'; drop table documents" }, 2)).to.deep.equal({
            text: 'public.save_document(document_id => $2, content => $3)',
            values: ['a', "'; drop table documents"]
        });
    });

    it('omits undefined arguments, and passes null', () => {
        expect(callOf('name_version', { name: null, base_version: undefined }, 4)).to.deep.equal({
            text: 'public.name_version(name => $4)',
            values: [null]
        });
    });

    it('throws for names that are not identifiers', () => {
        for (const name of ['', 'a b', 'a)', 'pg_sleep(1); --', 'Ä', 'x'.repeat(64)]) {
            expect(() => callOf(name, {}, 2), name).to.throw(TypeError);
            expect(() => callOf('read_document', { [name]: 'a' }, 2), name).to.throw(TypeError);
        }
    });
});
