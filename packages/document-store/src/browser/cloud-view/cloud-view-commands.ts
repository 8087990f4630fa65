// SPDX-License-Identifier: MIT

import { sanyamCommand } from '../sanyam-command';

/** The commands of the Cloud view. They act on the given node, or on what is selected in the view. */
export namespace CloudViewCommands {
    export const OPEN = sanyamCommand('sanyam.cloudView.open', 'sanyam/cloudView/open', 'Open');
    export const OPEN_TO_SIDE = sanyamCommand(
        'sanyam.cloudView.openToSide',
        'sanyam/cloudView/openToSide',
        'Open to the Side'
    );
    export const NEW_DOCUMENT = sanyamCommand(
        'sanyam.cloudView.newDocument',
        'sanyam/cloudView/newDocument',
        'New Cloud Document…'
    );
    export const NEW_FOLDER = sanyamCommand(
        'sanyam.cloudView.newFolder',
        'sanyam/cloudView/newFolder',
        'New Cloud Folder…'
    );
    export const RENAME = sanyamCommand('sanyam.cloudView.rename', 'sanyam/cloudView/rename', 'Rename…');
    export const DUPLICATE = sanyamCommand('sanyam.cloudView.duplicate', 'sanyam/cloudView/duplicate', 'Duplicate');
    export const MOVE = sanyamCommand('sanyam.cloudView.move', 'sanyam/cloudView/move', 'Move to Folder…');
    export const DOWNLOAD = sanyamCommand('sanyam.cloudView.download', 'sanyam/cloudView/download', 'Download');
    export const COPY_LINK = sanyamCommand('sanyam.cloudView.copyLink', 'sanyam/cloudView/copyLink', 'Copy Link');
    export const DELETE = sanyamCommand('sanyam.cloudView.delete', 'sanyam/cloudView/delete', 'Move to Trash');
    export const UPLOAD = sanyamCommand('sanyam.cloudView.upload', 'sanyam/cloudView/upload', 'Upload Files…');
    export const RESTORE = sanyamCommand('sanyam.cloudView.restore', 'sanyam/cloudView/restore', 'Restore');
    export const DELETE_PERMANENTLY = sanyamCommand(
        'sanyam.cloudView.deletePermanently',
        'sanyam/cloudView/deletePermanently',
        'Delete Permanently…'
    );
    export const EMPTY_TRASH = sanyamCommand(
        'sanyam.cloudView.emptyTrash',
        'sanyam/cloudView/emptyTrashCommand',
        'Empty Trash…'
    );
    export const REFRESH = sanyamCommand('sanyam.cloudView.refresh', 'sanyam/cloudView/refresh', 'Refresh Cloud View');
    export const COLLAPSE_ALL = sanyamCommand(
        'sanyam.cloudView.collapseAll',
        'sanyam/cloudView/collapseAll',
        'Collapse Folders in Cloud View'
    );
    export const FILTER = sanyamCommand(
        'sanyam.cloudView.filter',
        'sanyam/cloudView/filterCommand',
        'Filter Cloud Documents'
    );
    export const SORT_BY_NAME = sanyamCommand(
        'sanyam.cloudView.sortByName',
        'sanyam/cloudView/sortByName',
        'Sort by Name'
    );
    export const SORT_BY_CHANGE = sanyamCommand(
        'sanyam.cloudView.sortByChange',
        'sanyam/cloudView/sortByChange',
        'Sort by Last Change'
    );
}
