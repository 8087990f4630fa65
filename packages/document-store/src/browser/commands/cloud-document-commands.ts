// SPDX-License-Identifier: MIT

import type { Command } from '@theia/core/lib/common/command';

export namespace CloudDocumentCommands {
    const category = 'Sanyam';

    export const SAVE_TO_CLOUD: Command = { id: 'sanyam.saveToCloud', category, label: 'Save to Cloud…' };
    export const OPEN_CLOUD_DOCUMENT: Command = {
        id: 'sanyam.openDocument',
        category,
        label: 'Open Cloud Document…'
    };
    export const MOVE_TO_TRASH: Command = { id: 'sanyam.moveToTrash', category, label: 'Move Cloud Document to Trash' };
}
