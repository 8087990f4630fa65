// SPDX-License-Identifier: MIT

import {
    AbstractViewContribution,
    ApplicationShell,
    CommonMenus,
    FrontendApplication,
    FrontendApplicationContribution
} from '@theia/core/lib/browser';
import { CommandRegistry, MenuModelRegistry, PreferenceService } from '@theia/core/lib/common';
import { inject, injectable } from '@theia/core/shared/inversify';
import { localizedCommand } from '../localized-command';
import { STARTUP_EDITOR } from './welcome-preferences';
import { WelcomeWidget } from './welcome-widget';

const OPEN_WELCOME = localizedCommand('sanyam.openWelcome', 'Help', 'sanyam/welcome/title', 'Welcome');

/** Opens the welcome page when the window starts without an editor, and adds it to the Help menu and the View menu. */
@injectable()
export class WelcomeContribution
    extends AbstractViewContribution<WelcomeWidget>
    implements FrontendApplicationContribution
{
    @inject(PreferenceService)
    protected readonly preferences: PreferenceService;

    constructor() {
        super({
            widgetId: WelcomeWidget.ID,
            widgetName: WelcomeWidget.LABEL,
            defaultWidgetOptions: { area: 'main' }
        });
    }

    async onDidInitializeLayout(application: FrontendApplication): Promise<void> {
        await this.preferences.ready;
        if (this.preferences.get(STARTUP_EDITOR) === 'welcomePage' && isEmpty(application.shell)) {
            await this.openView({ reveal: true, activate: true });
        }
    }

    override registerCommands(commands: CommandRegistry): void {
        super.registerCommands(commands);
        commands.registerCommand(OPEN_WELCOME, { execute: () => this.openView({ reveal: true, activate: true }) });
    }

    override registerMenus(menus: MenuModelRegistry): void {
        super.registerMenus(menus);
        menus.registerMenuAction(CommonMenus.HELP, { commandId: OPEN_WELCOME.id, order: '0' });
    }
}

function isEmpty(shell: ApplicationShell): boolean {
    return shell.getWidgets('main').length === 0;
}
