// SPDX-License-Identifier: MIT

import { CommonMenus } from '@theia/core/lib/browser/common-menus';
import { TabBarToolbarContribution, type TabBarToolbarRegistry } from '@theia/core/lib/browser/shell/tab-bar-toolbar';
import type { Widget } from '@theia/core/lib/browser/widgets';
import type { CommandContribution, CommandRegistry } from '@theia/core/lib/common/command';
import type { MenuContribution, MenuModelRegistry } from '@theia/core/lib/common/menu';
import { inject, injectable } from '@theia/core/shared/inversify';
import { CloudViewWidget } from '../cloud-view/cloud-view-widget';
import { OnlineRequirement } from '../connection/online-requirement';
import { sanyamCommand } from '../sanyam-command';
import { SearchCloudService } from './search-cloud-service';

/** The command to search the cloud. */
const SEARCH_CLOUD = sanyamCommand('sanyam.search', 'sanyam/search/title', 'Search Cloud Documents');

/** Offers the search in the palette, in the menu Edit beside Find in Files, and in the Cloud view. */
@injectable()
export class SearchContribution implements CommandContribution, MenuContribution, TabBarToolbarContribution {
    @inject(SearchCloudService)
    protected readonly searching: SearchCloudService;

    @inject(OnlineRequirement)
    protected readonly online: OnlineRequirement;

    registerCommands(commands: CommandRegistry): void {
        commands.registerCommand(SEARCH_CLOUD, {
            execute: () => this.online.run(SEARCH_CLOUD.label, () => this.searching.run())
        });
    }

    registerMenus(menus: MenuModelRegistry): void {
        menus.registerMenuAction(CommonMenus.EDIT_FIND, {
            commandId: SEARCH_CLOUD.id,
            label: `${SEARCH_CLOUD.label}…`,
            order: 'z'
        });
    }

    registerToolbarItems(toolbar: TabBarToolbarRegistry): void {
        toolbar.registerItem({
            id: `${SEARCH_CLOUD.id}.item`,
            command: SEARCH_CLOUD.id,
            text: `${SEARCH_CLOUD.label}…`,
            tooltip: SEARCH_CLOUD.label,
            group: '0_search',
            isVisible: (widget?: Widget) => widget instanceof CloudViewWidget
        });
    }
}
