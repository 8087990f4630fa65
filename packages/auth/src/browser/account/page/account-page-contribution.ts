// SPDX-License-Identifier: MIT

import { AbstractViewContribution } from '@theia/core/lib/browser/shell/view-contribution';
import type { CommandRegistry } from '@theia/core/lib/common/command';
import type { MenuModelRegistry } from '@theia/core/lib/common/menu';
import { injectable } from '@theia/core/shared/inversify';
import { AccountCommands } from '../account-commands';
import { AccountPageWidget } from './account-page-widget';

/** Opens the page about the account. */
@injectable()
export class AccountPageContribution extends AbstractViewContribution<AccountPageWidget> {
    constructor() {
        super({
            widgetId: AccountPageWidget.ID,
            widgetName: AccountPageWidget.LABEL,
            defaultWidgetOptions: { area: 'main' }
        });
    }

    override registerCommands(commands: CommandRegistry): void {
        commands.registerCommand(AccountCommands.ACCOUNT_PAGE, {
            execute: () => this.openView({ reveal: true, activate: true })
        });
    }

    override registerMenus(menus: MenuModelRegistry): void {
        menus.registerMenuAction(AccountCommands.MENU, { commandId: AccountCommands.ACCOUNT_PAGE.id, order: '3' });
    }
}
