// SPDX-License-Identifier: MIT

import { sanyamCommand } from '../sanyam-command';

export namespace CloudDocumentCommands {
    export const SAVE_TO_CLOUD = sanyamCommand('sanyam.saveToCloud', 'sanyam/documents/save', 'Save to Cloud…');
    export const OPEN_CLOUD_DOCUMENT = sanyamCommand(
        'sanyam.openDocument',
        'sanyam/documents/open',
        'Open Cloud Document…'
    );
    export const MOVE_TO_TRASH = sanyamCommand(
        'sanyam.moveToTrash',
        'sanyam/documents/moveToTrash',
        'Move Cloud Document to Trash'
    );
}
