// SPDX-License-Identifier: MIT

import { FrontendApplicationContribution } from '@theia/core/lib/browser';
import { inject, injectable } from '@theia/core/shared/inversify';
import { FileNavigatorContribution } from '@theia/navigator/lib/browser/navigator-contribution';
import { WorkspaceService } from '@theia/workspace/lib/browser';

/** Opens the Explorer when a folder is opened for the first time. Later, Theia restores the layout of the window. */
@injectable()
export class ExplorerContribution implements FrontendApplicationContribution {
    @inject(FileNavigatorContribution)
    protected readonly explorer: FileNavigatorContribution;

    @inject(WorkspaceService)
    protected readonly workspaces: WorkspaceService;

    async initializeLayout(): Promise<void> {
        if (this.workspaces.opened) {
            await this.explorer.openView({ reveal: true });
        }
    }
}
