// SPDX-License-Identifier: MIT

import type { CommandRegistry } from '@theia/core/lib/common/command';
import type URI from '@theia/core/lib/common/uri';
import { inject, injectable } from '@theia/core/shared/inversify';
import {
    SearchInWorkspaceCommands,
    SearchInWorkspaceFrontendContribution
} from '@theia/search-in-workspace/lib/browser/search-in-workspace-frontend-contribution';
import { CloudDirectory } from '../file-system/cloud-directory';
import { asPattern } from './pattern-text';

/**
 * Theia's Search view and its commands. Theia's Find in Folder writes the label of a folder into the files to include:
 * of a cloud folder that is a text to read, and of every folder it can be a pattern that means something else.
 */
@injectable()
export class FindInFolder extends SearchInWorkspaceFrontendContribution {
    @inject(CloudDirectory)
    protected readonly directory: CloudDirectory;

    override async registerCommands(commands: CommandRegistry): Promise<void> {
        await super.registerCommands(commands);
        // The handler that was registered last is asked first.
        commands.registerHandler(
            SearchInWorkspaceCommands.FIND_IN_FOLDER.id,
            this.newMultiUriAwareCommandHandler({ execute: uris => this.findIn(uris) })
        );
    }

    private async findIn(uris: readonly URI[]): Promise<void> {
        const results = await this.fileService.resolveAll(uris.map(resource => ({ resource })));
        const folders = results.flatMap(({ stat }) =>
            stat === undefined ? [] : [stat.isDirectory ? stat.resource : stat.resource.parent]
        );
        const widget = await this.openView({ activate: true });
        widget.findInFolder(folders.map(folder => asPattern(this.pathOf(folder))));
    }

    /** Returns the path in its folder of the workspace. That folder itself is `.`. */
    private pathOf(folder: URI): string {
        if (!this.directory.isCloudUri(folder)) {
            return this.labelProvider.getLongName(folder);
        }
        const root = this.workspaceService.tryGetRoots().find(({ resource }) => resource.isEqualOrParent(folder));
        const path = (root?.resource.relative(folder) ?? folder.path).toString();
        return path === '' || path === '/' ? '.' : path;
    }
}
