// SPDX-License-Identifier: MIT

import type { CommandContribution, CommandRegistry } from '@theia/core/lib/common/command';
import type { MenuContribution, MenuModelRegistry } from '@theia/core/lib/common/menu';
import { inject, injectable } from '@theia/core/shared/inversify';
import { CLOUD_MENU } from '../commands/cloud-document-command-contribution';
import { OnlineRequirement } from '../connection/online-requirement';
import { sanyamCommand } from '../sanyam-command';
import { ExportService } from './export-service';

const EXPORT = sanyamCommand('sanyam.export', 'sanyam/export/command', 'Export My Documents…');

/** The command that exports everything that belongs to the user. */
@injectable()
export class ExportContribution implements CommandContribution, MenuContribution {
    @inject(ExportService)
    protected readonly exports: ExportService;

    @inject(OnlineRequirement)
    protected readonly online: OnlineRequirement;

    registerCommands(commands: CommandRegistry): void {
        // Enabled without a connection or a user, too: it then says what to do.
        commands.registerCommand(EXPORT, { execute: () => this.online.run(EXPORT.label, () => this.exports.run()) });
    }

    registerMenus(menus: MenuModelRegistry): void {
        menus.registerMenuAction(CLOUD_MENU, { commandId: EXPORT.id, order: '5' });
    }
}
