// SPDX-License-Identifier: MIT

import { expect } from 'chai';
import { listedDocument } from '../test/listed-document';
import { dragData } from '../test/drag-data';
import type { CloudNode } from './cloud-tree-nodes';
import { draggedDocuments, draggedEntries, hasDraggedEntries, setDraggedEntries } from './dragged-entries';

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

    it('keep their whole paths if two folders have one name', () => {
        const neighbors = [
            listedDocument('a.md', { folder: 'work/models' }),
            listedDocument('a.md', { folder: 'play/models/old' })
        ];
        const dragged = draggedDocuments({ documents: [], folders: ['work/models', 'play/models'] }, neighbors);
        expect(dragged.map(({ folder }) => folder)).to.have.members(['work/models', 'play/models/old']);
    });

    it('are dropped as they were dragged', () => {
        const data = dragData();
        const nodes = [
            { id: 'a', kind: 'document', document: model },
            { id: 'b', kind: 'folder', path: 'work' }
        ] as unknown as CloudNode[];
        setDraggedEntries(data, nodes);
        expect(hasDraggedEntries(data)).to.equal(true);
        expect(draggedEntries(data)).to.deep.equal({ documents: [model.id], folders: ['work'] });
    });

    it('are not read from the drag of another program', () => {
        const withData = (value: string): DataTransfer =>
            ({ types: [], getData: () => value }) as unknown as DataTransfer;
        expect(hasDraggedEntries(withData(''))).to.equal(false);
        for (const value of ['', '[]', '{"documents":"x","folders":[]}', '{"documents":[1],"folders":[]}']) {
            expect(draggedEntries(withData(value))).to.equal(undefined);
        }
    });
});
