// SPDX-License-Identifier: MIT

import { CloudError } from '@sanyam/types';
import type { CompositeTreeNode, TreeNode } from '@theia/core/lib/browser/tree/tree';
import { inject, injectable } from '@theia/core/shared/inversify';
import { DirNode, FileStatNode } from '@theia/filesystem/lib/browser/file-tree/file-tree';
import type { FileStat } from '@theia/filesystem/lib/common/files';
import { FileNavigatorTree, WorkspaceRootNode } from '@theia/navigator/lib/browser/navigator-tree';
import { CloudDirectory } from '../file-system/cloud-directory';
import { CloudFolderState } from './cloud-folder-state';

/**
 * The tree of the Explorer. Theia shows a folder that it cannot list as empty. A cloud folder keeps what it showed while
 * the cloud is away, and the Explorer says why it shows nothing.
 */
@injectable()
export class CloudNavigatorTree extends FileNavigatorTree {
    @inject(CloudDirectory)
    protected readonly directory: CloudDirectory;

    @inject(CloudFolderState)
    protected readonly state: CloudFolderState;

    /** The nodes that could not be listed. */
    private readonly unknown = new WeakSet<object>();

    override async resolveChildren(parent: CompositeTreeNode): Promise<TreeNode[]> {
        const children = await super.resolveChildren(parent);
        return this.unknown.has(parent) ? [...parent.children] : children.map(child => this.present(child));
    }

    /**
     * Returns the node that is in the tree at the place of one that was just made. Several listings of a folder run at once
     * when a window starts. A later one must not replace the nodes of an earlier one: a folder that was clicked stayed collapsed.
     */
    private present(made: TreeNode): TreeNode {
        const shown = this.getNode(made.id);
        const isSame =
            shown?.parent === made.parent &&
            FileStatNode.is(shown) &&
            FileStatNode.is(made) &&
            DirNode.is(shown) === DirNode.is(made);
        return isSame ? Object.assign(shown, { fileStat: made.fileStat }) : made;
    }

    protected override async resolveFileStat(node: FileStatNode): Promise<FileStat | undefined> {
        if (!this.directory.isCloudUri(node.uri)) {
            return super.resolveFileStat(node);
        }
        const failure = await this.failureOf(node);
        if (WorkspaceRootNode.is(node)) {
            this.state.noteRoot(failure);
        }
        if (failure === undefined) {
            this.unknown.delete(node);
            return super.resolveFileStat(node);
        }
        const isAway = this.state.hasUser && !CloudError.is(failure, 'DOCUMENT_NOT_FOUND');
        if (isAway) {
            this.unknown.add(node);
        } else {
            this.unknown.delete(node);
        }
        return undefined;
    }

    /** Lists the folder, which Theia then finds in the directory. */
    private async failureOf({ uri }: FileStatNode): Promise<unknown> {
        try {
            await this.directory.entry(this.directory.locate(uri));
            return undefined;
        } catch (error) {
            return error;
        }
    }
}
