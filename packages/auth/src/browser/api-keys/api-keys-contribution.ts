// SPDX-License-Identifier: MIT

import { AbstractViewContribution } from '@theia/core/lib/browser/shell/view-contribution';
import type { CommandRegistry } from '@theia/core/lib/common/command';
import type { MenuModelRegistry } from '@theia/core/lib/common/menu';
import { injectable } from '@theia/core/shared/inversify';
import { AccountCommands } from '../account/account-commands';
import { ApiKeysWidget } from './api-keys-widget';

/** Opens the page about API keys. */
@injectable()
export class ApiKeysContribution extends AbstractViewContribution<ApiKeysWidget> {
    constructor() {
        super({ widgetId: ApiKeysWidget.ID, widgetName: ApiKeysWidget.LABEL, defaultWidgetOptions: { area: 'main' } });
    }

    override registerCommands(commands: CommandRegistry): void {
        commands.registerCommand(AccountCommands.API_KEYS, {
            execute: () => this.openView({ reveal: true, activate: true })
        });
    }

    override registerMenus(menus: MenuModelRegistry): void {
        menus.registerMenuAction(AccountCommands.MENU, { commandId: AccountCommands.API_KEYS.id, order: '4' });
    }
}
