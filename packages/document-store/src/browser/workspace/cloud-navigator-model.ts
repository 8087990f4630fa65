// SPDX-License-Identifier: MIT

import type { TreeNode } from '@theia/core/lib/browser/tree/tree';
import { ExpandableTreeNode } from '@theia/core/lib/browser/tree/tree-expansion';
import { nls } from '@theia/core/lib/common/nls';
import type URI from '@theia/core/lib/common/uri';
import { inject, injectable } from '@theia/core/shared/inversify';
import { DirNode, FileStatNode } from '@theia/filesystem/lib/browser/file-tree/file-tree';
import { FileNavigatorModel } from '@theia/navigator/lib/browser/navigator-model';
import { WorkspaceNode, WorkspaceRootNode } from '@theia/navigator/lib/browser/navigator-tree';
import { CLOUD_SCHEME } from '@sanyam/types';
import { quoted } from '../quoted';
import { asCloudFolder } from './cloud-folder-address';
import { CopyTarget } from './copy-target';
import { ExplorerFailures } from './explorer-failures';

/**
 * The model of the Explorer. The row of the only folder of a workspace is hidden. Theia expands it when the window starts,
 * and not when a window that is open shows another folder. What is pasted or dropped in the cloud fails with a notice.
 */
@injectable()
export class CloudNavigatorModel extends FileNavigatorModel {
    @inject(ExplorerFailures)
    protected readonly failures: ExplorerFailures;

    @inject(CopyTarget)
    protected readonly copyTarget: CopyTarget;

    override async move(source: TreeNode, target: TreeNode): Promise<URI | undefined> {
        if (!FileStatNode.is(source) || !DirNode.is(target) || !concernsCloud(source.uri, target.uri)) {
            return super.move(source, target);
        }
        const to = target.uri.resolve(source.fileStat.name);
        if (source.uri.isEqual(to)) {
            return undefined;
        }
        const operation = nls.localize('sanyam/move/folderFailed', 'Could not move {0}', quoted(source.uri.path.base));
        return (await this.failures.try(operation, () => this.fileService.move(source.uri, to))) ? to : undefined;
    }

    override async copy(source: URI, target: Readonly<FileStatNode>): Promise<URI> {
        const into = target.fileStat.isFile || target.uri.isEqual(source) ? target.parent : target;
        if (!FileStatNode.is(into) || !concernsCloud(source, into.uri)) {
            return super.copy(source, target);
        }
        let to = into.uri.resolve(source.path.base);
        const operation = nls.localize('sanyam/explorer/copyFailed', 'Could not copy {0}', quoted(source.path.base));
        await this.failures.try(operation, async () => {
            to = await this.copyTarget.of(source, into.uri);
            await this.fileService.copy(source, to);
        });
        return to;
    }

    protected override async updateRoot(): Promise<void> {
        await super.updateRoot();
        const [folder, ...others] = WorkspaceNode.is(this.root) ? this.root.children : [];
        if (WorkspaceRootNode.is(folder) && others.length === 0 && asCloudFolder(folder.uri)) {
            if (ExpandableTreeNode.isCollapsed(folder)) {
                await this.expandNode(folder);
            }
        }
    }
}

function concernsCloud(...uris: readonly URI[]): boolean {
    return uris.some(({ scheme }) => scheme === CLOUD_SCHEME);
}
