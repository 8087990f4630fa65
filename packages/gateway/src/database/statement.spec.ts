// SPDX-License-Identifier: MIT

import { expect } from 'chai';
import { Statement } from './statement';

describe('the calls of functions in a statement', () => {
    it('pass arguments by name, and number all of them in one sequence', () => {
        const statement = new Statement();
        expect(statement.call('sanyam_gateway.act_as', { claims: '{}' })).to.equal(
            'sanyam_gateway.act_as(claims => $1)'
        );
        expect(
            statement.call('public.save_document', { document_id: 'a', content: "'; drop table documents" })
        ).to.equal('public.save_document(document_id => $2, content => $3)');
        expect(statement.values).to.deep.equal(['{}', 'a', "'; drop table documents"]);
    });

    it('omit undefined arguments, and pass null', () => {
        const statement = new Statement();
        const call = statement.call('public.name_version', { name: null, base_version: undefined });
        expect(call).to.equal('public.name_version(name => $1)');
        expect(statement.values).to.deep.equal([null]);
    });

    it('throw for names that are not identifiers', () => {
        for (const name of ['', 'a b', 'a)', 'pg_sleep(1); --', 'Ä', 'x'.repeat(64), 'a.b']) {
            expect(() => new Statement().call(`public.${name}`, {}), name).to.throw(TypeError);
            expect(() => new Statement().call(`${name}.read_document`, {}), name).to.throw(TypeError);
            expect(() => new Statement().call('public.read_document', { [name]: 'a' }), name).to.throw(TypeError);
        }
        expect(() => new Statement().call('read_document', {})).to.throw(TypeError);
    });
});
