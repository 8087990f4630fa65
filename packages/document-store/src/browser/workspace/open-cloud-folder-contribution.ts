// SPDX-License-Identifier: MIT

import { CommandContribution, type CommandRegistry } from '@theia/core/lib/common/command';
import { MenuContribution, type MenuModelRegistry } from '@theia/core/lib/common/menu';
import { nls } from '@theia/core/lib/common/nls';
import { inject, injectable } from '@theia/core/shared/inversify';
import { CloudNode } from '../cloud-view/cloud-tree-nodes';
import { CloudViewMenuGroups } from '../cloud-view/cloud-view-menus';
import { CloudViewSelection } from '../cloud-view/cloud-view-selection';
import { CLOUD_MENU } from '../commands/cloud-document-command-contribution';
import { OnlineRequirement } from '../connection/online-requirement';
import { CloudDirectory } from '../file-system/cloud-directory';
import { OpenCloudFolderCommands } from './open-cloud-folder-commands';
import { OpenCloudFolderService } from './open-cloud-folder-service';

/** Opens a cloud folder as the workspace: from the palette, the File menu, and the Cloud view. */
@injectable()
export class OpenCloudFolderContribution implements CommandContribution, MenuContribution {
    @inject(OpenCloudFolderService)
    protected readonly service: OpenCloudFolderService;

    @inject(OnlineRequirement)
    protected readonly online: OnlineRequirement;

    @inject(CloudViewSelection)
    protected readonly selection: CloudViewSelection;

    @inject(CloudDirectory)
    protected readonly directory: CloudDirectory;

    registerCommands(commands: CommandRegistry): void {
        commands.registerCommand(OpenCloudFolderCommands.OPEN, {
            execute: () => this.online.run(OpenCloudFolderCommands.OPEN.label, () => this.service.run())
        });
        const folderOf = (given?: unknown): string | undefined => {
            const [node, ...others] = this.selection.nodes(given);
            const isOwn = CloudNode.isFolder(node) || (CloudNode.isSection(node) && node.section === 'own');
            return isOwn && others.length === 0 ? CloudNode.folderOf(node) : undefined;
        };
        commands.registerCommand(OpenCloudFolderCommands.OPEN_SELECTED, {
            isEnabled: (given?: unknown) => folderOf(given) !== undefined,
            isVisible: (given?: unknown) => folderOf(given) !== undefined,
            execute: (given?: unknown) => {
                const folder = folderOf(given);
                if (folder !== undefined) {
                    this.service.open(this.directory.ownUri(folder));
                }
            }
        });
    }

    registerMenus(menus: MenuModelRegistry): void {
        // Behind Open Cloud Document (2).
        menus.registerMenuAction(CLOUD_MENU, { commandId: OpenCloudFolderCommands.OPEN.id, order: '2a' });
        menus.registerMenuAction(CloudViewMenuGroups.OPEN, {
            commandId: OpenCloudFolderCommands.OPEN_SELECTED.id,
            label: nls.localize('sanyam/openFolder/selected', 'Open as Workspace'),
            order: '2'
        });
    }
}
