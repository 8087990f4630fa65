// SPDX-License-Identifier: MIT

import { expect } from 'chai';
import { listedDocument } from '../test/listed-document';
import { draggedDocuments, draggedEntries, hasDraggedEntries } from './dragged-entries';

describe('rows that are dragged from the Cloud view', () => {
    const top = listedDocument('top.md');
    const model = listedDocument('a.dsl', { folder: 'work/models' });
    const deep = listedDocument('b.dsl', { folder: 'work/models/shared' });
    const neighbor = listedDocument('c.dsl', { folder: 'work/models2' });
    const others = listedDocument('d.dsl', { folder: 'work/models', permission: 'view' });
    const listed = [top, model, deep, neighbor, others];

    function pathsOf(documents: readonly { id: string }[], ...folders: string[]): string[] {
        const entries = { documents: documents.map(({ id }) => id), folders };
        return draggedDocuments(entries, listed).map(({ folder, document }) => `${folder}/${document.name}`);
    }

    it('are documents without their folders, and folders with all that is below', () => {
        expect(pathsOf([top, deep, others])).to.have.members(['/top.md', '/b.dsl', '/d.dsl']);
        expect(pathsOf([], 'work/models')).to.have.members(['models/a.dsl', 'models/shared/b.dsl']);
        expect(pathsOf([], 'work')).to.have.members([
            'work/models/a.dsl',
            'work/models/shared/b.dsl',
            'work/models2/c.dsl'
        ]);
    });

    it('are there once, in the uppermost folder', () => {
        expect(pathsOf([deep], 'work/models/shared', 'work/models')).to.have.members([
            'models/a.dsl',
            'models/shared/b.dsl'
        ]);
    });

    it('are none in the drag of another program', () => {
        const withData = (value: string): DataTransfer =>
            ({ types: [], getData: () => value }) as unknown as DataTransfer;
        expect(hasDraggedEntries(withData(''))).to.equal(false);
        for (const value of ['', '[]', '{"documents":"x","folders":[]}', '{"documents":[1],"folders":[]}']) {
            expect(draggedEntries(withData(value))).to.equal(undefined);
        }
    });
});
