// SPDX-License-Identifier: MIT

import type { CommandContribution, CommandRegistry } from '@theia/core/lib/common/command';
import type { MenuContribution, MenuModelRegistry } from '@theia/core/lib/common/menu';
import { nls } from '@theia/core/lib/common/nls';
import { inject, injectable } from '@theia/core/shared/inversify';
import { CloudViewSelection } from '../cloud-view/cloud-view-selection';
import { CloudViewMenuGroups } from '../cloud-view/cloud-view-menus';
import { LeaveShares } from './leave-shares';
import { MySharing } from './my-sharing';
import { ShareService } from './share-service';
import { SharingCommands } from './sharing-commands';

/** The commands for sharing, in the palette and in the context menu of the Cloud view. */
@injectable()
export class SharingContribution implements CommandContribution, MenuContribution {
    @inject(ShareService)
    protected readonly shareService: ShareService;

    @inject(MySharing)
    protected readonly mySharing: MySharing;

    @inject(LeaveShares)
    protected readonly leaving: LeaveShares;

    @inject(CloudViewSelection)
    protected readonly selection: CloudViewSelection;

    registerCommands(commands: CommandRegistry): void {
        // Enabled without a document, too: a disabled command is not in the palette. It then says what to do.
        commands.registerCommand(SharingCommands.SHARE, {
            execute: (given?: unknown) => this.shareService.run(given)
        });
        commands.registerCommand(
            { id: SHARE_SELECTED },
            {
                isVisible: (given?: unknown) => this.selection.documentNode(given) !== undefined,
                execute: (given?: unknown) => this.shareService.run(this.selection.documentNode(given))
            }
        );
        const shared = () => {
            const [document, ...others] = this.selection.documentsIn('shared');
            return others.length === 0 && !this.selection.hasFolder() ? document : undefined;
        };
        commands.registerCommand(
            { id: LEAVE_SELECTED },
            {
                isVisible: () => shared() !== undefined,
                execute: async () => {
                    const document = shared();
                    return document && this.leaving.leaveOne(document);
                }
            }
        );
        commands.registerCommand(SharingCommands.MY_SHARING, { execute: () => this.mySharing.run() });
    }

    registerMenus(menus: MenuModelRegistry): void {
        menus.registerMenuAction(CloudViewMenuGroups.SHARE, {
            commandId: SHARE_SELECTED,
            label: SharingCommands.SHARE.label,
            order: '0'
        });
        menus.registerMenuAction(CloudViewMenuGroups.DELETE, {
            commandId: LEAVE_SELECTED,
            label: nls.localize('sanyam/share/leaveOneShort', 'Leave…'),
            order: '1'
        });
    }
}

/** As the Share command, for the one selected document of the Cloud view. */
const SHARE_SELECTED = 'sanyam.cloudView.share';

/** Leaves the one selected document of another user. */
const LEAVE_SELECTED = 'sanyam.cloudView.leave';
