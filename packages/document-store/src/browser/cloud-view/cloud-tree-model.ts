// SPDX-License-Identifier: MIT

import { normalizedFolder } from '@sanyam/types';
import type { CompositeTreeNode, TreeNode } from '@theia/core/lib/browser/tree/tree';
import { ExpandableTreeNode } from '@theia/core/lib/browser/tree/tree-expansion';
import { TreeModelImpl } from '@theia/core/lib/browser/tree/tree-model';
import { SelectableTreeNode } from '@theia/core/lib/browser/tree/tree-selection';
import { inject, injectable, postConstruct } from '@theia/core/shared/inversify';
import { CloudTree } from './cloud-tree';
import { CloudTreeContents } from './cloud-tree-contents';
import { CloudNode } from './cloud-tree-nodes';

/** The tree of the Cloud view. It follows the documents, and remembers what is expanded. */
@injectable()
export class CloudTreeModel extends TreeModelImpl {
    @inject(CloudTree)
    protected override readonly tree: CloudTree;

    @inject(CloudTreeContents)
    protected readonly contents: CloudTreeContents;

    private refreshing: Promise<unknown> | undefined;
    private isRefreshNeeded = false;

    @postConstruct()
    protected override init(): void {
        super.init();
        this.root = newRoot();
        this.toDispose.pushAll([
            this.contents.onDidChange(() => this.follow()),
            this.onExpansionChanged(({ id, expanded }) => {
                if (!this.contents.isFiltered) {
                    this.expandedIds[expanded ? 'add' : 'delete'](id);
                }
            })
        ]);
    }

    /** The ids of the expanded nodes. */
    get expandedIds(): Set<string> {
        return this.tree.expandedIds;
    }

    /** Expands these nodes, and no others. */
    restoreExpanded(ids: readonly string[]): void {
        this.expandedIds.clear();
        ids.forEach(id => this.expandedIds.add(id));
        this.root = newRoot();
    }

    /** Whether the documents in the trash are shown. */
    get isTrashShown(): boolean {
        return [CloudNode.sectionId('trash'), CloudNode.filteredId(CloudNode.sectionId('trash'))].some(id => {
            const node = this.getNode(id);
            return CloudNode.isSection(node) && node.expanded;
        });
    }

    /** Opens the folders above a folder, and selects it. */
    async revealFolder(path: string): Promise<void> {
        const ids = pathsDownTo(normalizedFolder(path)).map(CloudNode.folderId);
        const parents = [CloudNode.sectionId('own'), ...ids.slice(0, -1)];
        // The folder may be new: the tree follows a change later.
        while (this.refreshing) {
            await this.refreshing;
        }
        for (const id of parents) {
            // It exists since the one before is open.
            const parent = this.getNode(id);
            if (ExpandableTreeNode.is(parent)) {
                await this.expandNode(parent);
            }
        }
        const folder = this.getNode(ids.at(-1));
        if (SelectableTreeNode.is(folder)) {
            this.selectNode(folder);
        }
    }

    /** Draws the tree again, because something beside the nodes changed. */
    redraw(): void {
        this.fireChanged();
    }

    /** A double click or Enter opens a document. Folders open and close. */
    protected override doOpenNode(node: TreeNode): void {
        if (!CloudNode.isDocument(node)) {
            super.doOpenNode(node);
        }
    }

    /** Refreshes the tree once for several changes. */
    private follow(): void {
        if (this.refreshing) {
            this.isRefreshNeeded = true;
            return;
        }
        this.refreshing = this.refresh().finally(() => {
            this.refreshing = undefined;
            if (this.isRefreshNeeded) {
                this.isRefreshNeeded = false;
                this.follow();
            }
        });
    }
}

/** Returns the path of a folder, after those of the folders that it is in. */
function pathsDownTo(path: string): string[] {
    const names = path.split('/');
    return names.map((_, index) => names.slice(0, index + 1).join('/'));
}

function newRoot(): CompositeTreeNode {
    return { id: CloudNode.ROOT_ID, parent: undefined, visible: false, children: [] };
}
