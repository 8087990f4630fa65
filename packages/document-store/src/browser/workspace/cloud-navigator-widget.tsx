// SPDX-License-Identifier: MIT

import type { TreeNode } from '@theia/core/lib/browser/tree/tree';
import type { TreeModel } from '@theia/core/lib/browser/tree/tree-model';
import { inject, injectable, postConstruct } from '@theia/core/shared/inversify';
import * as React from '@theia/core/shared/react';
import { WorkspaceNode } from '@theia/navigator/lib/browser/navigator-tree';
import { FileNavigatorWidget } from '@theia/navigator/lib/browser/navigator-widget';
import { DownloadDocuments } from '../cloud-view/download-documents';
import { draggedEntries, hasDraggedEntries } from '../cloud-view/dragged-entries';
import { CloudDirectory } from '../file-system/cloud-directory';
import { CloudFolderState, type CloudFolderNotice } from './cloud-folder-state';

/** The Explorer, which says what to do when a cloud folder cannot be shown, and takes what is dragged from the Cloud view. */
@injectable()
export class CloudNavigatorWidget extends FileNavigatorWidget {
    @inject(CloudFolderState)
    protected readonly state: CloudFolderState;

    @inject(CloudDirectory)
    protected readonly directory: CloudDirectory;

    @inject(DownloadDocuments)
    protected readonly downloads: DownloadDocuments;

    @postConstruct()
    protected override init(): void {
        super.init();
        this.toDispose.pushAll([
            this.state.onDidChange(() => this.update()),
            this.state.onDidWantRefresh(() => {
                if (this.state.isOpen) {
                    void this.model.refresh();
                }
            })
        ]);
    }

    protected override getDropEffect(event: React.DragEvent): 'copy' | 'move' {
        return hasDraggedEntries(event.dataTransfer) ? 'copy' : super.getDropEffect(event);
    }

    /** A cloud folder has nothing to take from the Cloud view, which shows it, too. */
    protected override handleDragOverEvent(node: TreeNode | undefined, event: React.DragEvent): void {
        super.handleDragOverEvent(node, event);
        const folder = this.getDropTargetDirNode(node)?.uri;
        if (hasDraggedEntries(event.dataTransfer) && (folder === undefined || this.directory.isCloudUri(folder))) {
            event.dataTransfer.dropEffect = 'none';
        }
    }

    /** Downloads what comes from the Cloud view to a folder of the disk. Everything else is Theia's. */
    protected override async handleDropEvent(node: TreeNode | undefined, event: React.DragEvent): Promise<void> {
        const entries = draggedEntries(event.dataTransfer);
        const folder = this.getDropTargetDirNode(node)?.uri;
        if (entries === undefined || folder === undefined || this.directory.isCloudUri(folder)) {
            return super.handleDropEvent(node, event);
        }
        event.preventDefault();
        event.stopPropagation();
        await this.downloads.run(entries, folder);
    }

    protected override renderTree(model: TreeModel): React.ReactNode {
        const notice = this.state.notice;
        const isShown = this.state.hasUser && hasEntries(model);
        return notice && !isShown ? renderNotice(notice) : super.renderTree(model);
    }
}

/** Whether the tree shows something below the folder that is the workspace. */
function hasEntries({ root }: TreeModel): boolean {
    return WorkspaceNode.is(root) && root.children.some(({ children }) => children.length > 0);
}

function renderNotice({ text, action }: CloudFolderNotice): React.ReactNode {
    return (
        <div className="theia-WelcomeView" role="status">
            <p>{text}</p>
            {action && (
                <div className="theia-WelcomeViewButtonWrapper">
                    <button type="button" className="theia-button theia-WelcomeViewButton" onClick={() => action.run()}>
                        {action.label}
                    </button>
                </div>
            )}
        </div>
    );
}
