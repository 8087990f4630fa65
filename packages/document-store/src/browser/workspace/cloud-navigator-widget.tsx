// SPDX-License-Identifier: MIT

import type { TreeModel } from '@theia/core/lib/browser/tree/tree-model';
import { inject, injectable, postConstruct } from '@theia/core/shared/inversify';
import * as React from '@theia/core/shared/react';
import { WorkspaceNode } from '@theia/navigator/lib/browser/navigator-tree';
import { FileNavigatorWidget } from '@theia/navigator/lib/browser/navigator-widget';
import { CloudFolderState, type CloudFolderNotice } from './cloud-folder-state';

/** The Explorer, which says what to do when a cloud folder cannot be shown. */
@injectable()
export class CloudNavigatorWidget extends FileNavigatorWidget {
    @inject(CloudFolderState)
    protected readonly state: CloudFolderState;

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
