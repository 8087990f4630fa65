// SPDX-License-Identifier: MIT

import { AuthSession } from '@sanyam/types';
import { nls } from '@theia/core/lib/common/nls';
import { inject, injectable, optional } from '@theia/core/shared/inversify';
import * as React from '@theia/core/shared/react';
import { SearchInWorkspaceWidget } from '@theia/search-in-workspace/lib/browser/search-in-workspace-widget';

/** Theia's Search view, which says what is searched while no folder is open. */
@injectable()
export class WorkspaceSearchWidget extends SearchInWorkspaceWidget {
    @inject(AuthSession)
    @optional()
    protected readonly session: AuthSession | undefined;

    protected override renderNotification(): React.ReactNode {
        if (this.session?.user === undefined || this.workspaceService.opened) {
            return super.renderNotification();
        }
        return (
            <div className="search-notification show">
                <div>
                    {nls.localize('sanyam/search/noFolder', 'No folder is open. This searches your cloud documents.')}
                </div>
            </div>
        );
    }
}
