// SPDX-License-Identifier: MIT

import { expect } from 'chai';
import { signUpCloudUser, type CloudUser } from '../test/cloud-user';
import { rejection } from '../test/rejection';

describe('CloudSearch', () => {
    async function userWith(texts: Readonly<Record<string, string>>): Promise<CloudUser> {
        const user = await signUpCloudUser();
        for (const [path, content] of Object.entries(texts)) {
            const slash = path.lastIndexOf('/');
            const place = { name: path.slice(slash + 1), folder: path.slice(0, Math.max(slash, 0)) };
            await user.store.documents.create({ ...place, language_id: 'sanyam', content });
        }
        return user;
    }

    it('finds lines and names, page by page [BY-05]', async () => {
        const { store } = await userWith({ 'grammar.dsl': 'x', 'models/a.dsl': 'one\ntheGrammar = 1' });
        const first = await store.search.find({ query: 'grammar', page_size: 1 });
        const second = await store.search.find({ query: 'grammar', cursor: first.next_cursor ?? '' });
        expect(
            [...first.items, ...second.items].map(item => [item.document.name, item.matches, item.name_match])
        ).to.deep.equal([
            [
                'a.dsl',
                [{ line_number: 2, column: 4, length: 7, line: 'theGrammar = 1', line_column: 1, is_cut: false }],
                null
            ],
            ['grammar.dsl', [], { column: 1, length: 7 }]
        ]);
        expect(second.next_cursor).to.equal(null);
    });

    it('searches a folder, with the case and whole words [BY-05]', async () => {
        const { store } = await userWith({ 'a.dsl': 'Rule', 'models/b.dsl': 'Rules\nRule', 'models/c.dsl': 'rule' });
        const { items } = await store.search.find({
            query: 'Rule',
            folder: 'models',
            match_case: true,
            whole_word: true
        });
        expect(
            items.map(({ document, matches }) => [document.name, matches.map(match => match.line_number)])
        ).to.deep.equal([['b.dsl', [2]]]);
    });

    it('refuses what nobody can search for, before it asks the database [BY-05]', async () => {
        const { store } = await signUpCloudUser();
        for (const query of ['', 'a\nb', 'x'.repeat(256), 'a\u0000']) {
            const error = await rejection(store.search.find({ query }));
            expect(error.code).to.equal('VALIDATION_ERROR');
            expect(error.details).to.have.nested.property('fields.query');
        }
    });
});
