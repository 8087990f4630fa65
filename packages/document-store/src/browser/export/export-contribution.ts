// SPDX-License-Identifier: MIT

import { CommonMenus } from '@theia/core/lib/browser/common-menus';
import type { CommandContribution, CommandRegistry } from '@theia/core/lib/common/command';
import type { MenuContribution, MenuModelRegistry } from '@theia/core/lib/common/menu';
import { nls } from '@theia/core/lib/common/nls';
import { inject, injectable } from '@theia/core/shared/inversify';
import { OnlineRequirement } from '../connection/online-requirement';
import { ExportService } from './export-service';

const EXPORT = {
    id: 'sanyam.export',
    category: 'Sanyam',
    label: nls.localize('sanyam/export/command', 'Export My Documents…')
};

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
        menus.registerMenuAction([...CommonMenus.FILE, '4_cloud_1_documents'], { commandId: EXPORT.id, order: '5' });
    }
}
