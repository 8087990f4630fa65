// SPDX-License-Identifier: MIT

import { CommonMenus } from '@theia/core/lib/browser/common-menus';
import type { CommandContribution, CommandRegistry } from '@theia/core/lib/common/command';
import type { MenuContribution, MenuModelRegistry } from '@theia/core/lib/common/menu';
import { inject, injectable } from '@theia/core/shared/inversify';
import { CloudNode } from '../cloud-view/cloud-tree-nodes';
import { CloudViewContribution } from '../cloud-view/cloud-view-contribution';
import { sanyamCommand } from '../sanyam-command';
import { RestoreDocumentService } from './restore-document-service';

/** The commands for the trash. */
namespace TrashCommands {
    export const SHOW = sanyamCommand('sanyam.trash', 'sanyam/trash/show', 'Show Trash');
    export const RESTORE_DOCUMENT = sanyamCommand(
        'sanyam.restoreDocument',
        'sanyam/trash/restoreTitle',
        'Restore Deleted Document'
    );
}

@injectable()
export class TrashContribution implements CommandContribution, MenuContribution {
    @inject(CloudViewContribution)
    protected readonly view: CloudViewContribution;

    @inject(RestoreDocumentService)
    protected readonly restoring: RestoreDocumentService;

    registerCommands(commands: CommandRegistry): void {
        commands.registerCommand(TrashCommands.SHOW, { execute: () => this.show() });
        commands.registerCommand(TrashCommands.RESTORE_DOCUMENT, { execute: () => this.restoring.run() });
    }

    registerMenus(menus: MenuModelRegistry): void {
        menus.registerMenuAction([...CommonMenus.FILE, '4_cloud_1_documents'], {
            commandId: TrashCommands.RESTORE_DOCUMENT.id,
            label: `${TrashCommands.RESTORE_DOCUMENT.label}…`,
            order: '4'
        });
    }

    /** Opens the Cloud view with the documents in the trash. */
    private async show(): Promise<void> {
        const { contents, tree } = await this.view.openView({ activate: true });
        contents.filter = '';
        const trash = tree.model.getNode(CloudNode.sectionId('trash'));
        if (CloudNode.isSection(trash)) {
            tree.model.selectNode(trash);
            await tree.model.expandNode(trash);
        }
    }
}
