// SPDX-License-Identifier: MIT

import { CommonMenus } from '@theia/core/lib/browser/common-menus';
import type { KeybindingContribution, KeybindingRegistry } from '@theia/core/lib/browser/keybinding';
import type { Command, CommandContribution, CommandRegistry } from '@theia/core/lib/common/command';
import type { MenuContribution, MenuModelRegistry } from '@theia/core/lib/common/menu';
import { inject, injectable } from '@theia/core/shared/inversify';
import { OnlineRequirement } from '../connection/online-requirement';
import { CloudDocumentCommands } from './cloud-document-commands';
import { MoveToTrashService } from './move-to-trash-service';
import { OpenCloudDocumentService } from './open-cloud-document-service';
import { SaveToCloudService } from './save-to-cloud-service';

/** The cloud group of the File menu, after the group with Save. */
export const CLOUD_MENU = [...CommonMenus.FILE, '4_cloud_1_documents'];

@injectable()
export class CloudDocumentCommandContribution implements CommandContribution, MenuContribution, KeybindingContribution {
    @inject(SaveToCloudService)
    protected readonly saveToCloud: SaveToCloudService;

    @inject(OpenCloudDocumentService)
    protected readonly openCloudDocument: OpenCloudDocumentService;

    @inject(MoveToTrashService)
    protected readonly moveToTrash: MoveToTrashService;

    @inject(OnlineRequirement)
    protected readonly online: OnlineRequirement;

    registerCommands(commands: CommandRegistry): void {
        const whenOnline = ({ label = '' }: Command, run: () => Promise<unknown>) => this.online.run(label, run);
        commands.registerCommand(CloudDocumentCommands.SAVE_TO_CLOUD, {
            execute: () => whenOnline(CloudDocumentCommands.SAVE_TO_CLOUD, () => this.saveToCloud.run())
        });
        commands.registerCommand(CloudDocumentCommands.OPEN_CLOUD_DOCUMENT, {
            execute: () => whenOnline(CloudDocumentCommands.OPEN_CLOUD_DOCUMENT, () => this.openCloudDocument.run())
        });
        commands.registerCommand(CloudDocumentCommands.MOVE_TO_TRASH, {
            isEnabled: () => this.moveToTrash.currentDocument !== undefined,
            isVisible: () => this.moveToTrash.currentDocument !== undefined,
            execute: () => whenOnline(CloudDocumentCommands.MOVE_TO_TRASH, () => this.moveToTrash.run())
        });
    }

    registerMenus(menus: MenuModelRegistry): void {
        menus.registerMenuAction(CLOUD_MENU, { commandId: CloudDocumentCommands.SAVE_TO_CLOUD.id, order: '1' });
        menus.registerMenuAction(CLOUD_MENU, { commandId: CloudDocumentCommands.OPEN_CLOUD_DOCUMENT.id, order: '2' });
        menus.registerMenuAction(CLOUD_MENU, { commandId: CloudDocumentCommands.MOVE_TO_TRASH.id, order: '3' });
    }

    registerKeybindings(keybindings: KeybindingRegistry): void {
        // U for upload and L for load. Theia already uses S (Save All) and O (Open) with these modifiers in a browser.
        keybindings.registerKeybinding({
            command: CloudDocumentCommands.SAVE_TO_CLOUD.id,
            keybinding: 'ctrlcmd+alt+u'
        });
        keybindings.registerKeybinding({
            command: CloudDocumentCommands.OPEN_CLOUD_DOCUMENT.id,
            keybinding: 'ctrlcmd+alt+l'
        });
    }
}
