// SPDX-License-Identifier: MIT

import type { CloudDocument } from '@sanyam/types';
import { expect } from 'chai';
import { listedDocument } from '../browser/test/listed-document';
import { documentFilter, folderTree, ownersOf, type DocumentFolder } from './document-tree';

function listed(name: string, folder = '', change: Partial<CloudDocument> = {}): CloudDocument {
    return listedDocument(name, { folder, ...change });
}

/** Returns the tree as lines: folders end with a slash. */
function outline({ folders, documents }: DocumentFolder, indent = ''): string[] {
    return [
        ...folders.flatMap(folder => [`${indent}${folder.name}/`, ...outline(folder, `${indent}  `)]),
        ...documents.map(({ name }) => indent + name)
    ];
}

describe('the tree of documents', () => {
    it('has the folders of the documents, folders first, in the order of names and numbers [BY-04]', () => {
        const documents = [
            listed('notes 10.md'),
            listed('Notes 9.md'),
            listed('b.dsl', 'models/shared'),
            listed('a.dsl', 'models'),
            listed('readme.md', 'docs')
        ];
        expect(outline(folderTree(documents, [], 'name'))).to.deep.equal([
            'docs/',
            '  readme.md',
            'models/',
            '  shared/',
            '    b.dsl',
            '  a.dsl',
            'Notes 9.md',
            'notes 10.md'
        ]);
    });

    it('has documents with the newest change first, if that is the order', () => {
        const documents = [
            listed('old', '', { updated_at: '2026-01-01T00:00:00.000001Z' }),
            listed('new', '', { updated_at: '2026-01-01T00:00:00.000002Z' })
        ];
        expect(outline(folderTree(documents, [], 'change'))).to.deep.equal(['new', 'old']);
    });

    it('has folders without documents that somebody just made, and counts documents at any depth', () => {
        const tree = folderTree([listed('a', 'x/y'), listed('b', 'x')], ['x/empty'], 'name');
        expect(outline(tree)).to.deep.equal(['x/', '  empty/', '  y/', '    a', '  b']);
        expect(tree.count).to.equal(2);
        expect(tree.folders[0]).to.include({ path: 'x', count: 2 });
        expect(tree.folders[0]?.folders[0]).to.include({ path: 'x/empty', count: 0 });
    });

    it('keeps documents with the same name apart', () => {
        expect(outline(folderTree([listed('a'), listed('a')], [], 'name'))).to.deep.equal(['a', 'a']);
    });

    it('groups what others share by its owner', () => {
        const grace = { owner_id: '00000000-0000-4000-8000-00000000000b', owner_email: 'grace@example.org' };
        const owners = ownersOf([listed('b', '', grace), listed('z'), listed('a', '', grace)], 'name');
        expect(owners.map(({ email, documents }) => [email, documents.map(({ name }) => name)])).to.deep.equal([
            ['ada@example.org', ['z']],
            ['grace@example.org', ['a', 'b']]
        ]);
    });
});

describe('the filter of documents', () => {
    it('finds words of the path in any order, case and normal form', () => {
        const café = listed('Cafe\u0301 Menu.md', 'models/shared');
        for (const filter of ['', '  ', 'menu', 'CAFÉ', 'menu café', 'shared menu', 'shared/caf']) {
            expect(documentFilter(filter)(café), filter).to.equal(true);
        }
        for (const filter of ['menus', 'menu tea', 'cafe.']) {
            expect(documentFilter(filter)(café), filter).to.equal(false);
        }
    });
});
