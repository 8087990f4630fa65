// SPDX-License-Identifier: MIT

import { enableBrowserGlobals } from '../../test/browser-globals';
const disableBrowserGlobals = enableBrowserGlobals();

// First: Theia's modules import each other in circles, and this order of loading works.
import '@theia/core/lib/browser';
import type { CloudDocument } from '@sanyam/types';
import URI from '@theia/core/lib/common/uri';
import type * as React from '@theia/core/shared/react';
import { expect } from 'chai';
import { dragData } from '../test/drag-data';
import { listedDocument } from '../test/listed-document';
import { CloudTreeDrop } from './cloud-tree-drop';
import type { CloudTreeModel } from './cloud-tree-model';
import type { CloudDocumentNode, CloudFolderNode } from './cloud-tree-nodes';

disableBrowserGlobals();

type Draggable = CloudDocumentNode | CloudFolderNode;

describe('rows that are dragged in the Cloud view', () => {
    const own = listedDocument('own.md');
    const shared = listedDocument('shared.md', { permission: 'edit' });
    const rowOf = (document: CloudDocument) =>
        ({ id: document.id, kind: 'document', section: 'own', document }) as unknown as Draggable;
    const folder = { id: 'work', kind: 'folder', path: 'work' } as unknown as Draggable;

    /** Drags rows to a folder; returns whether the folder takes them, and the names of the documents that moved. */
    async function drag(...rows: Draggable[]) {
        const moved: string[] = [];
        const listed = new Map([own, shared].map(document => [document.id, document]));
        const drop = Object.assign(new CloudTreeDrop(), {
            directory: { permanentUri: ({ id, name }: CloudDocument) => new URI(`sanyam://${id}/${name}`) },
            listing: { document: (id: string) => listed.get(id) },
            moves: {
                move: async (documents: readonly CloudDocument[]) => moved.push(...documents.map(({ name }) => name))
            },
            uploads: { run: async () => expect.fail('Rows are no files.') }
        });
        const dataTransfer = dragData();
        let isTaken = false;
        const event = {
            dataTransfer,
            preventDefault: () => (isTaken = true),
            stopPropagation: () => undefined
        } as unknown as React.DragEvent;
        drop.start(event, rows);
        const handlers = drop.handlers(folder, { redraw: () => undefined } as unknown as CloudTreeModel);
        handlers.onDragOver(event);
        const isTarget = isTaken;
        if (isTarget) {
            handlers.onDrop(event);
            await Promise.resolve();
        }
        return { isTarget, moved };
    }

    it('move to a folder, those of others excepted', async () =>
        expect(await drag(rowOf(own), rowOf(shared))).to.deep.equal({ isTarget: true, moved: ['own.md'] }));

    it('are not taken if they are those of others alone', async () =>
        expect(await drag(rowOf(shared))).to.deep.equal({ isTarget: false, moved: [] }));

    it('are not taken with a folder, which would stay behind', async () => {
        expect(await drag(folder, rowOf(own))).to.deep.equal({ isTarget: false, moved: [] });
        expect(await drag(folder)).to.deep.equal({ isTarget: false, moved: [] });
    });
});
