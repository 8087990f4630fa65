// SPDX-License-Identifier: MIT

import type { KeybindingContribution, KeybindingRegistry } from '@theia/core/lib/browser/keybinding';
import type { MenuContribution, MenuModelRegistry } from '@theia/core/lib/common/menu';
import { isOSX } from '@theia/core/lib/common/os';
import { injectable } from '@theia/core/shared/inversify';
import { CLOUD_TREE_FOCUS } from './cloud-tree-widget';
import { CloudViewCommands } from './cloud-view-commands';

/** The context menu of the tree in the Cloud view. */
export const CLOUD_VIEW_MENU = ['sanyam-cloud-context-menu'];

/** The groups of the context menu. Other parts of the package add to them. */
export const CloudViewMenuGroups = {
    NEW: [...CLOUD_VIEW_MENU, '1_new'],
    OPEN: [...CLOUD_VIEW_MENU, '2_open'],
    SHARE: [...CLOUD_VIEW_MENU, '3_share'],
    CHANGE: [...CLOUD_VIEW_MENU, '4_change'],
    DELETE: [...CLOUD_VIEW_MENU, '5_delete'],
    TRASH: [...CLOUD_VIEW_MENU, '6_trash']
};

/** The context menu and the keys of the Cloud view. */
@injectable()
export class CloudViewMenus implements MenuContribution, KeybindingContribution {
    registerMenus(menus: MenuModelRegistry): void {
        const { NEW, OPEN, SHARE, CHANGE, DELETE, TRASH } = CloudViewMenuGroups;
        const items: [string[], { id: string; label: string }[]][] = [
            [NEW, [CloudViewCommands.NEW_DOCUMENT, CloudViewCommands.NEW_FOLDER, CloudViewCommands.UPLOAD]],
            [OPEN, [CloudViewCommands.OPEN, CloudViewCommands.OPEN_TO_SIDE]],
            [SHARE, [CloudViewCommands.COPY_LINK, CloudViewCommands.DOWNLOAD]],
            [CHANGE, [CloudViewCommands.RENAME, CloudViewCommands.MOVE, CloudViewCommands.DUPLICATE]],
            [DELETE, [CloudViewCommands.DELETE]],
            [TRASH, [CloudViewCommands.RESTORE, CloudViewCommands.DELETE_PERMANENTLY, CloudViewCommands.EMPTY_TRASH]]
        ];
        for (const [group, commands] of items) {
            commands.forEach(({ id, label }, index) =>
                menus.registerMenuAction(group, { commandId: id, label, order: String(index) })
            );
        }
    }

    registerKeybindings(keybindings: KeybindingRegistry): void {
        const keys: [{ id: string }, string][] = [
            [CloudViewCommands.RENAME, isOSX ? 'enter' : 'f2'],
            [CloudViewCommands.DELETE, isOSX ? 'cmd+backspace' : 'del'],
            [CloudViewCommands.OPEN_TO_SIDE, 'ctrlcmd+enter'],
            [CloudViewCommands.DELETE_PERMANENTLY, isOSX ? 'alt+cmd+backspace' : 'shift+del'],
            [CloudViewCommands.FILTER, 'ctrlcmd+f']
        ];
        for (const [{ id }, keybinding] of keys) {
            keybindings.registerKeybinding({ command: id, keybinding, when: CLOUD_TREE_FOCUS });
        }
    }
}
