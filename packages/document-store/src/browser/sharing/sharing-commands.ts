// SPDX-License-Identifier: MIT

import { nls } from '@theia/core/lib/common/nls';

const category = 'Sanyam';

/** The commands for sharing. */
export namespace SharingCommands {
    export const SHARE = { id: 'sanyam.share', category, label: nls.localize('sanyam/share/command', 'Share…') };
    export const MY_SHARING = {
        id: 'sanyam.mySharing',
        category,
        label: nls.localize('sanyam/mySharing/command', 'My Sharing')
    };
}
