// SPDX-License-Identifier: MIT

import { AuthSession } from '@sanyam/types';
import { CommonMenus } from '@theia/core/lib/browser/common-menus';
import { AbstractViewContribution } from '@theia/core/lib/browser/shell/view-contribution';
import type { CommandRegistry } from '@theia/core/lib/common/command';
import type { MenuModelRegistry } from '@theia/core/lib/common/menu';
import { inject, injectable } from '@theia/core/shared/inversify';
import { SHOW_PLAN } from './plan-commands';
import { PlanModel } from './plan-model';
import { PlanWidget } from './plan-widget';

/** The account group of the File menu. */
const MENU = [...CommonMenus.FILE, '4_cloud_2_account'];

/** Opens the page about the plan. */
@injectable()
export class PlanContribution extends AbstractViewContribution<PlanWidget> {
    @inject(PlanModel)
    protected readonly model: PlanModel;

    @inject(AuthSession)
    protected readonly session: AuthSession;

    constructor() {
        super({ widgetId: PlanWidget.ID, widgetName: PlanWidget.LABEL, defaultWidgetOptions: { area: 'main' } });
    }

    /** @param tier the plan to look at, unless the user has it */
    async show(tier?: string): Promise<void> {
        if (tier !== undefined && this.model.facts?.account.profile.tier !== tier) {
            this.model.consider(tier);
        }
        await this.openView({ reveal: true, activate: true });
    }

    override registerCommands(commands: CommandRegistry): void {
        commands.registerCommand(SHOW_PLAN, {
            execute: () => this.show(),
            isVisible: () => this.session.user !== undefined
        });
    }

    override registerMenus(menus: MenuModelRegistry): void {
        menus.registerMenuAction(MENU, { commandId: SHOW_PLAN.id, order: '3' });
    }
}
