// SPDX-License-Identifier: MIT

import type { CloudDocument } from '@sanyam/types';
import { z } from 'zod';
import { isWithin, splitPath } from '../file-system/tree-path';
import { CloudNode } from './cloud-tree-nodes';

/** The type of dragged rows of the Cloud view for what is outside of it. The value is {@link DraggedEntries} as JSON. */
const ENTRIES = 'application/x-sanyam-entries';

/** Milliseconds over something closed after which it opens while rows are dragged. */
export const OPEN_DELAY = 500;

const draggedEntriesSchema = z.object({ documents: z.array(z.string()), folders: z.array(z.string()) });

/** The ids of dragged documents, and the paths of dragged folders of the user's own tree. */
export type DraggedEntries = z.infer<typeof draggedEntriesSchema>;

/** A dragged document, and its folder below the place of the drop: empty for a document that was dragged itself. */
export interface DraggedDocument {
    readonly document: CloudDocument;
    readonly folder: string;
}

/** Puts the documents and the folders of rows in a drag. */
export function setDraggedEntries(data: DataTransfer, nodes: readonly CloudNode[]): void {
    const entries: DraggedEntries = {
        documents: nodes.filter(CloudNode.isDocument).map(({ document }) => document.id),
        folders: nodes.filter(CloudNode.isFolder).map(({ path }) => path)
    };
    data.setData(ENTRIES, JSON.stringify(entries));
}

/** Returns whether rows of the Cloud view are dragged. Their ids can be read only when they are dropped. */
export function hasDraggedEntries({ types }: DataTransfer): boolean {
    return types.includes(ENTRIES);
}

/** Returns what is dropped; undefined if it is not from the Cloud view. Another program could set this type, too. */
export function draggedEntries(data: DataTransfer): DraggedEntries | undefined {
    try {
        return draggedEntriesSchema.safeParse(JSON.parse(data.getData(ENTRIES))).data;
    } catch {
        return undefined;
    }
}

/**
 * Returns each dragged document once: one that is dragged with its folder is in this folder. If two dragged folders have one
 * name, all keep their whole paths.
 */
export function draggedDocuments(entries: DraggedEntries, listed: Iterable<CloudDocument>): DraggedDocument[] {
    const ids = new Set(entries.documents);
    const folders = entries.folders.filter(path => !entries.folders.some(other => path.startsWith(`${other}/`)));
    const isUnambiguous = new Set(folders.map(path => splitPath(path).name)).size === folders.length;
    return [...listed].flatMap(document => {
        const dragged = folders.find(path => document.permission === 'owner' && isWithin(document.folder, path));
        if (dragged !== undefined) {
            const { parent } = splitPath(dragged);
            const isShortened = isUnambiguous && parent !== '';
            return [{ document, folder: isShortened ? document.folder.slice(parent.length + 1) : document.folder }];
        }
        return ids.has(document.id) ? [{ document, folder: '' }] : [];
    });
}
