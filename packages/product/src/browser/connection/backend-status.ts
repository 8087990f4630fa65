// SPDX-License-Identifier: MIT

import { ApplicationConnectionStatusContribution } from '@theia/core/lib/browser/connection-status-service';
import { StatusBarAlignment } from '@theia/core/lib/browser/status-bar/status-bar-types';
import { nls } from '@theia/core/lib/common/nls';
import { injectable } from '@theia/core/shared/inversify';

/** The entry of Theia, which says “Offline”. That could as well mean the cloud, which has an entry of its own. */
const ENTRY = 'connection-status';
const PRIORITY = 5000;

/** Says in the status bar that the page has lost its backend, and what that means. */
@injectable()
export class BackendStatus extends ApplicationConnectionStatusContribution {
    protected override handleOffline(): void {
        super.handleOffline();
        void this.statusBar.setElement(ENTRY, {
            name: nls.localize('sanyam/backend/entryName', 'Backend of the IDE'),
            text: `$(warning) ${nls.localize('sanyam/backend/disconnected', 'IDE disconnected — local files cannot be saved')}`,
            tooltip: nls.localize(
                'sanyam/backend/entryTooltip',
                'Could not reach the backend of the IDE. Local files cannot be saved, and terminals do not work. Cloud documents can be saved. The IDE connects again by itself.'
            ),
            alignment: StatusBarAlignment.LEFT,
            priority: PRIORITY
        });
    }
}
