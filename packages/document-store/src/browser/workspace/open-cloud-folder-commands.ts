// SPDX-License-Identifier: MIT

import type { Command } from '@theia/core/lib/common/command';
import { sanyamCommand } from '../sanyam-command';

export namespace OpenCloudFolderCommands {
    export const OPEN = sanyamCommand('sanyam.openFolder', 'sanyam/openFolder/command', 'Open Cloud Folder…');
    /** In the context menu of a folder in the Cloud view. */
    export const OPEN_SELECTED: Command = { id: 'sanyam.cloud.openAsWorkspace' };
}
