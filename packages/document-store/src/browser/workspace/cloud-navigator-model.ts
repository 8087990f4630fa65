// SPDX-License-Identifier: MIT

import { ExpandableTreeNode } from '@theia/core/lib/browser/tree/tree-expansion';
import { injectable } from '@theia/core/shared/inversify';
import { FileNavigatorModel } from '@theia/navigator/lib/browser/navigator-model';
import { WorkspaceNode, WorkspaceRootNode } from '@theia/navigator/lib/browser/navigator-tree';
import { asCloudFolder } from './cloud-folder-address';

/**
 * The model of the Explorer. The row of the only folder of a workspace is hidden. Theia expands it when the window starts,
 * and not when a window that is open shows another folder.
 */
@injectable()
export class CloudNavigatorModel extends FileNavigatorModel {
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
