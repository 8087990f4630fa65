// SPDX-License-Identifier: MIT

import { CloudViewCommands } from './cloud-view-commands';
import type { CloudNode } from './cloud-tree-nodes';

/** A button of a row, which shows while the mouse is over the row or the row is selected. */
export interface InlineAction {
    readonly command: string;
    readonly icon: string;
    readonly label: string;
}

function action(command: { id: string; label?: string; iconClass?: string }, icon: string): InlineAction {
    return { command: command.id, icon, label: (command.label ?? '').replace(/…$/, '') };
}

/** Returns the buttons of a row. The context menu has these actions and more. */
export function inlineActions(node: CloudNode): InlineAction[] {
    switch (node.kind) {
        case 'document':
            if (node.section === 'trash') {
                return [
                    action(CloudViewCommands.RESTORE, 'discard'),
                    action(CloudViewCommands.DELETE_PERMANENTLY, 'trash')
                ];
            }
            return [
                action(CloudViewCommands.OPEN_TO_SIDE, 'split-horizontal'),
                ...(mayDelete(node.document.permission) ? [action(CloudViewCommands.DELETE, 'trash')] : [])
            ];
        case 'folder':
            return [action(CloudViewCommands.NEW_DOCUMENT, 'new-file')];
        case 'section':
            if (node.section === 'trash') {
                return node.count === 0 ? [] : [action(CloudViewCommands.EMPTY_TRASH, 'clear-all')];
            }
            return node.section === 'own'
                ? [action(CloudViewCommands.NEW_DOCUMENT, 'new-file'), action(CloudViewCommands.UPLOAD, 'cloud-upload')]
                : [];
        default:
            return [];
    }
}

function mayDelete(permission: string): boolean {
    return permission === 'owner' || permission === 'admin';
}
