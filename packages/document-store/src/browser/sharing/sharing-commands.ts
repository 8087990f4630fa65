// SPDX-License-Identifier: MIT

import { sanyamCommand } from '../sanyam-command';

/** The commands for sharing. */
export namespace SharingCommands {
    export const SHARE = sanyamCommand('sanyam.share', 'sanyam/share/command', 'Share…');
    export const MY_SHARING = sanyamCommand('sanyam.mySharing', 'sanyam/mySharing/command', 'My Sharing');
}
