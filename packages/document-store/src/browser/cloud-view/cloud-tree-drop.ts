// SPDX-License-Identifier: MIT

import { ApplicationShell } from '@theia/core/lib/browser/shell/application-shell';
import type { TreeNode } from '@theia/core/lib/browser/tree/tree';
import { ExpandableTreeNode } from '@theia/core/lib/browser/tree/tree-expansion';
import { inject, injectable } from '@theia/core/shared/inversify';
import type * as React from '@theia/core/shared/react';
import { CloudDirectory } from '../file-system/cloud-directory';
import { TrashActions } from '../trash/trash-actions';
import { CloudListing } from './cloud-listing';
import type { CloudTreeModel } from './cloud-tree-model';
import { CloudNode, type CloudDocumentNode, type CloudFolderNode } from './cloud-tree-nodes';
import { draggedEntries, OPEN_DELAY, setDraggedEntries } from './dragged-entries';
import { MoveDocuments } from './move-documents';
import { droppedFiles } from './upload-file';
import { UploadFiles } from './upload-files';

/** A sign in a drag that this view takes it. The values in a drag can be read only when it is dropped. */
const MOVABLE = 'application/x-sanyam-movable';

const TRASH = Symbol('Trash');

/** The path of a folder, or the trash. */
type DropTarget = string | typeof TRASH;

/** Dropping in the Cloud view: documents move to a folder or the trash, and files from elsewhere are uploaded to a folder. */
@injectable()
export class CloudTreeDrop {
    @inject(CloudListing)
    protected readonly listing: CloudListing;

    @inject(CloudDirectory)
    protected readonly directory: CloudDirectory;

    @inject(MoveDocuments)
    protected readonly moves: MoveDocuments;

    @inject(UploadFiles)
    protected readonly uploads: UploadFiles;

    @inject(TrashActions)
    protected readonly trash: TrashActions;

    /** What is under the mouse. */
    private target: DropTarget | undefined;
    private openTimer: ReturnType<typeof setTimeout> | undefined;

    /** Puts rows in a drag: all for the Explorer, documents for editors, and own documents for moving in this view. */
    start({ dataTransfer }: React.DragEvent, nodes: readonly (CloudDocumentNode | CloudFolderNode)[]): void {
        const documents = nodes.filter(CloudNode.isDocument);
        dataTransfer.effectAllowed = 'copyMove';
        setDraggedEntries(dataTransfer, nodes);
        if (documents.length > 0) {
            ApplicationShell.setDraggedEditorUris(
                dataTransfer,
                documents.map(({ document }) => this.directory.permanentUri(document))
            );
        }
        // Folders do not move by dragging: the folder under the mouse would stay behind without a word.
        const isMovable =
            documents.length === nodes.length && documents.some(({ document }) => document.permission === 'owner');
        if (isMovable) {
            dataTransfer.setData(MOVABLE, MOVABLE);
        }
    }

    /** Returns whether something would be dropped in the folder of a node, or in the trash. */
    isTarget(node: TreeNode): boolean {
        return this.target !== undefined && !CloudNode.isDocument(node) && targetOf(node) === this.target;
    }

    /** Returns the handlers of a row; of the space below the rows, which means the top, without a node. */
    handlers(node: TreeNode | undefined, model: CloudTreeModel) {
        const target = targetOf(node);
        const over = (event: React.DragEvent): void => {
            event.stopPropagation();
            if (target !== undefined && isWanted(event.dataTransfer, target)) {
                event.preventDefault();
                event.dataTransfer.dropEffect = event.dataTransfer.types.includes(MOVABLE) ? 'move' : 'copy';
                this.aim(target, node, model);
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
                if (target !== undefined) {
                    void this.drop(event.dataTransfer, target);
                }
            }
        };
    }

    private async drop(data: DataTransfer, target: DropTarget): Promise<void> {
        const documents = (draggedEntries(data)?.documents ?? [])
            .map(id => this.listing.document(id))
            .filter(document => document !== undefined)
            .filter(({ permission }) => permission === 'owner');
        if (target === TRASH) {
            await this.trash.trash(documents);
        } else if (data.types.includes(MOVABLE)) {
            await this.moves.move(documents, target);
        } else {
            await this.uploads.run(await droppedFiles(data), target);
        }
    }

    private aim(target: DropTarget | undefined, node: TreeNode | undefined, model: CloudTreeModel): void {
        if (target === this.target) {
            return;
        }
        this.target = target;
        clearTimeout(this.openTimer);
        if (ExpandableTreeNode.isCollapsed(node)) {
            this.openTimer = setTimeout(() => void model.expandNode(node), OPEN_DELAY);
        }
        model.redraw();
    }
}

/** Files of the computer cannot go in the trash of the cloud. */
function isWanted({ types }: DataTransfer, target: DropTarget): boolean {
    return types.includes(MOVABLE) || (target !== TRASH && types.includes('Files'));
}

/** Returns where something that is dropped on a node goes. Undefined if nothing can be dropped there. */
function targetOf(node: TreeNode | undefined): DropTarget | undefined {
    return isInTrash(node) ? TRASH : node ? CloudNode.folderOf(node) : '';
}

function isInTrash(node: TreeNode | undefined): boolean {
    return CloudNode.isHint(node)
        ? isInTrash(node.parent)
        : (CloudNode.isSection(node) || CloudNode.isDocument(node)) && node.section === 'trash';
}
