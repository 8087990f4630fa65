// SPDX-License-Identifier: MIT

import { nls } from '@theia/core/lib/common/nls';

/** What can be done with an entry of the Timeline. */
export namespace VersionCommands {
    export const OPEN = {
        id: 'sanyam.history.open',
        label: nls.localize('sanyam/history/open', 'Open Read-Only')
    };
    export const COMPARE = {
        id: 'sanyam.history.compare',
        label: nls.localize('sanyam/history/compare', 'Compare with Current')
    };
    export const RESTORE = {
        id: 'sanyam.history.restore',
        label: nls.localize('sanyam/history/restoreAction', 'Restore')
    };
    export const NAME = {
        id: 'sanyam.history.name',
        label: nls.localize('sanyam/history/nameAction', 'Name…')
    };
    export const DOWNLOAD = {
        id: 'sanyam.history.download',
        label: nls.localize('sanyam/history/downloadAction', 'Download')
    };
}
