// SPDX-License-Identifier: MIT

import type { TreeNode } from '@theia/core/lib/browser/tree/tree';
import { ExpandableTreeNode } from '@theia/core/lib/browser/tree/tree-expansion';
import { inject, injectable } from '@theia/core/shared/inversify';
import type * as React from '@theia/core/shared/react';
import { CloudListing } from './cloud-listing';
import type { CloudTreeModel } from './cloud-tree-model';
import { CloudNode, type CloudDocumentNode } from './cloud-tree-nodes';
import { MoveDocuments } from './move-documents';
import { droppedFiles } from './upload-file';
import { UploadFiles } from './upload-files';

/** The type of dragged documents of this view. The value is their ids as JSON. */
const DOCUMENTS = 'application/x-sanyam-documents';

/** Milliseconds over a closed folder after which it opens. */
const OPEN_DELAY = 500;

/** Dropping in the Cloud view: documents move to a folder, and files from elsewhere are uploaded to it. */
@injectable()
export class CloudTreeDrop {
    @inject(CloudListing)
    protected readonly listing: CloudListing;

    @inject(MoveDocuments)
    protected readonly moves: MoveDocuments;

    @inject(UploadFiles)
    protected readonly uploads: UploadFiles;

    /** The folder under the mouse. */
    private target: string | undefined;
    private openTimer: ReturnType<typeof setTimeout> | undefined;

    /** Puts the ids of own documents in a drag. Others cannot be moved. */
    start({ dataTransfer }: React.DragEvent, nodes: readonly CloudDocumentNode[]): void {
        const own = nodes.filter(({ document }) => document.permission === 'owner');
        dataTransfer.effectAllowed = 'copyMove';
        dataTransfer.setData(DOCUMENTS, JSON.stringify(own.map(({ document }) => document.id)));
    }

    /** Returns whether something would be dropped in the folder of a node. */
    isTarget(node: TreeNode): boolean {
        return this.target !== undefined && !CloudNode.isDocument(node) && CloudNode.folderOf(node) === this.target;
    }

    /** Returns the handlers of a row; of the space below the rows, which means the top, without a node. */
    handlers(node: TreeNode | undefined, model: CloudTreeModel) {
        const folder = node ? CloudNode.folderOf(node) : '';
        const over = (event: React.DragEvent): void => {
            event.stopPropagation();
            if (folder !== undefined && isWanted(event.dataTransfer)) {
                event.preventDefault();
                event.dataTransfer.dropEffect = event.dataTransfer.types.includes(DOCUMENTS) ? 'move' : 'copy';
                this.aim(folder, node, model);
            } else {
                this.aim(undefined, undefined, model);
            }
        };
        return {
            onDragEnter: over,
            onDragOver: over,
            onDragLeave: (event: React.DragEvent) => {
                event.stopPropagation();
                this.aim(undefined, undefined, model);
            },
            onDragEnd: () => this.aim(undefined, undefined, model),
            onDrop: (event: React.DragEvent) => {
                event.preventDefault();
                event.stopPropagation();
                this.aim(undefined, undefined, model);
                if (folder !== undefined) {
                    void this.drop(event.dataTransfer, folder);
                }
            }
        };
    }

    private async drop(data: DataTransfer, folder: string): Promise<void> {
        const ids = data.getData(DOCUMENTS);
        if (ids !== '') {
            const documents = idsIn(ids).map(id => this.listing.document(id));
            await this.moves.move(
                documents.filter(document => document !== undefined),
                folder
            );
        } else {
            await this.uploads.run(await droppedFiles(data), folder);
        }
    }

    private aim(folder: string | undefined, node: TreeNode | undefined, model: CloudTreeModel): void {
        if (folder === this.target) {
            return;
        }
        this.target = folder;
        clearTimeout(this.openTimer);
        if (ExpandableTreeNode.isCollapsed(node)) {
            this.openTimer = setTimeout(() => void model.expandNode(node), OPEN_DELAY);
        }
        model.redraw();
    }
}

function isWanted({ types }: DataTransfer): boolean {
    return types.includes(DOCUMENTS) || types.includes('Files');
}

/** Another program could set this type, too. */
function idsIn(json: string): string[] {
    try {
        const ids: unknown = JSON.parse(json);
        return Array.isArray(ids) ? ids.filter(id => typeof id === 'string') : [];
    } catch {
        return [];
    }
}
