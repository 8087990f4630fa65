// SPDX-License-Identifier: MIT

import { nls } from '@theia/core/lib/common/nls';
import type { Command } from '@theia/core/lib/common/command';

const category = 'Sanyam';

function command(id: string, key: string, label: string): Command & { readonly label: string } {
    return { id: `sanyam.cloudView.${id}`, category, label: nls.localize(`sanyam/cloudView/${key}`, label) };
}

/** The commands of the Cloud view. They act on the given node, or on what is selected in the view. */
export namespace CloudViewCommands {
    export const OPEN = command('open', 'open', 'Open');
    export const OPEN_TO_SIDE = command('openToSide', 'openToSide', 'Open to the Side');
    export const NEW_DOCUMENT = command('newDocument', 'newDocument', 'New Cloud Document…');
    export const NEW_FOLDER = command('newFolder', 'newFolder', 'New Cloud Folder…');
    export const RENAME = command('rename', 'rename', 'Rename…');
    export const DUPLICATE = command('duplicate', 'duplicate', 'Duplicate');
    export const MOVE = command('move', 'move', 'Move to Folder…');
    export const DOWNLOAD = command('download', 'download', 'Download');
    export const COPY_LINK = command('copyLink', 'copyLink', 'Copy Link');
    export const DELETE = command('delete', 'delete', 'Move to Trash');
    export const UPLOAD = command('upload', 'upload', 'Upload Files…');
    export const RESTORE = command('restore', 'restore', 'Restore');
    export const DELETE_PERMANENTLY = command('deletePermanently', 'deletePermanently', 'Delete Permanently…');
    export const EMPTY_TRASH = command('emptyTrash', 'emptyTrash', 'Empty Trash…');
    export const REFRESH = command('refresh', 'refresh', 'Refresh Cloud View');
    export const COLLAPSE_ALL = command('collapseAll', 'collapseAll', 'Collapse Folders in Cloud View');
    export const FILTER = command('filter', 'filterCommand', 'Filter Cloud Documents');
    export const SORT_BY_NAME = command('sortByName', 'sortByName', 'Sort by Name');
    export const SORT_BY_CHANGE = command('sortByChange', 'sortByChange', 'Sort by Last Change');
}
