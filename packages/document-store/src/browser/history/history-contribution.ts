// SPDX-License-Identifier: MIT

import { CommonMenus } from '@theia/core/lib/browser/common-menus';
import type { CommandContribution, CommandRegistry } from '@theia/core/lib/common/command';
import type { MenuContribution, MenuModelRegistry } from '@theia/core/lib/common/menu';
import { nls } from '@theia/core/lib/common/nls';
import { inject, injectable } from '@theia/core/shared/inversify';
import { CloudViewMenuGroups } from '../cloud-view/cloud-view-menus';
import { CloudViewSelection } from '../cloud-view/cloud-view-selection';
import { sanyamCommand } from '../sanyam-command';
import { HistoryService } from './history-service';

const SHOW_HISTORY = sanyamCommand('sanyam.history', 'sanyam/history/command', 'Show History');

/** As Show History, for the one selected document of the Cloud view. */
const SHOW_HISTORY_OF_SELECTED = 'sanyam.cloudView.history';

/** The command for the history, in the palette, the File menu and the context menu of the Cloud view. */
@injectable()
export class HistoryContribution implements CommandContribution, MenuContribution {
    @inject(HistoryService)
    protected readonly history: HistoryService;

    @inject(CloudViewSelection)
    protected readonly selection: CloudViewSelection;

    registerCommands(commands: CommandRegistry): void {
        // Enabled without a document, too: a disabled command is not in the palette. It then says what to do.
        commands.registerCommand(SHOW_HISTORY, { execute: (given?: unknown) => this.history.run(given) });
        commands.registerCommand(
            { id: SHOW_HISTORY_OF_SELECTED },
            {
                isVisible: (given?: unknown) => this.selection.documentNode(given) !== undefined,
                execute: (given?: unknown) => this.history.run(this.selection.documentNode(given))
            }
        );
    }

    registerMenus(menus: MenuModelRegistry): void {
        menus.registerMenuAction(CloudViewMenuGroups.SHARE, {
            commandId: SHOW_HISTORY_OF_SELECTED,
            label: SHOW_HISTORY.label,
            order: '01'
        });
        menus.registerMenuAction([...CommonMenus.FILE, '4_cloud_1_documents'], {
            commandId: SHOW_HISTORY.id,
            label: nls.localize('sanyam/history/menu', 'Show Cloud History'),
            order: '5'
        });
    }
}
