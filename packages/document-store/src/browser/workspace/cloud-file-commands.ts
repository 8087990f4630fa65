// SPDX-License-Identifier: MIT

import { documentNameProblem, folderProblem } from '@sanyam/types';
import { nls } from '@theia/core/lib/common/nls';
import type URI from '@theia/core/lib/common/uri';
import { inject, injectable } from '@theia/core/shared/inversify';
import type { FileStat } from '@theia/filesystem/lib/common/files';
import { WorkspaceCommandContribution } from '@theia/workspace/lib/browser/workspace-commands';
import { CloudDirectory } from '../file-system/cloud-directory';
import { quoted } from '../quoted';
import { inDisplayLanguage } from '../sentences/in-display-language';
import { ExplorerFailures } from './explorer-failures';

/**
 * New File, New Folder and Rename. In a cloud folder, a dialog refuses a name as soon as it is typed, by the rules of
 * documents alone. Those of Theia are the rules of Windows, for the disk.
 */
@injectable()
export class CloudFileCommands extends WorkspaceCommandContribution {
    @inject(CloudDirectory)
    protected readonly directory: CloudDirectory;

    @inject(ExplorerFailures)
    protected readonly failures: ExplorerFailures;

    protected override async validateFileName(name: string, parent: FileStat, allowNested?: boolean): Promise<string> {
        if (name === '' || !this.directory.isCloudUri(parent.resource)) {
            return super.validateFileName(name, parent, allowNested);
        }
        const problem = this.problemOf(name, parent.resource, allowNested === true);
        if (problem !== undefined) {
            return inDisplayLanguage(problem);
        }
        return (await this.fileService.exists(parent.resource.resolve(name)))
            ? nls
                  .localizeByDefault(
                      'A file or folder **{0}** already exists at this location. Please choose a different name.',
                      this.trimFileName(name)
                  )
                  .replaceAll('**', '')
            : '';
    }

    /** Without its folder, Theia does nothing, and says nothing. */
    protected override async getParent(candidate: URI): Promise<FileStat | undefined> {
        const parent = await super.getParent(candidate);
        if (parent === undefined && this.directory.isCloudUri(candidate)) {
            const operation = nls.localize(
                'sanyam/explorer/folderFailed',
                'Could not read the folder of {0}',
                quoted(candidate.path.base)
            );
            await this.failures.try(operation, async () => {
                await this.failures.require(candidate);
                await this.failures.require(candidate.parent);
            });
        }
        return parent;
    }

    private problemOf(name: string, parent: URI, allowNested: boolean): string | undefined {
        const names = allowNested ? name.split('/') : [name];
        const location = this.directory.locate(parent);
        const path = location.kind === 'own' ? [location.path, ...names.slice(0, -1)].filter(part => part !== '') : [];
        return names.map(documentNameProblem).find(problem => problem !== undefined) ?? folderProblem(path.join('/'));
    }
}
