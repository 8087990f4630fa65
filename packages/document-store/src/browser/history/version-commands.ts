// SPDX-License-Identifier: MIT

import { nls } from '@theia/core/lib/common/nls';

function command(name: string, key: string, label: string): { readonly id: string; readonly label: string } {
    return { id: `sanyam.history.${name}`, label: nls.localize(`sanyam/history/${key}`, label) };
}

/** What can be done with an entry of the Timeline. */
export namespace VersionCommands {
    export const OPEN = command('open', 'open', 'Open Read-Only');
    export const COMPARE = command('compare', 'compare', 'Compare with Current');
    export const RESTORE = command('restore', 'restoreAction', 'Restore');
    export const NAME = command('name', 'nameAction', 'Name…');
    export const DOWNLOAD = command('download', 'downloadAction', 'Download');
}
