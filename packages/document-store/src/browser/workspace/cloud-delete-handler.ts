// SPDX-License-Identifier: MIT

import { CLOUD_SCHEME } from '@sanyam/types';
import { nls } from '@theia/core/lib/common/nls';
import type URI from '@theia/core/lib/common/uri';
import { inject, injectable } from '@theia/core/shared/inversify';
import type { FileDeleteOptions } from '@theia/filesystem/lib/common/files';
import { WorkspaceDeleteHandler } from '@theia/workspace/lib/browser/workspace-delete-handler';
import { quoted } from '../quoted';
import { ExplorerFailures } from './explorer-failures';

/**
 * Deletes in the Explorer. After a failure, Theia offers to delete without the trash, which the cloud never does. Theia also
 * closes all editors at and below a place, with their unsaved text. The editors of documents in the trash are closed by
 * whoever moves them there, if their text is saved.
 */
@injectable()
export class CloudDeleteHandler extends WorkspaceDeleteHandler {
    @inject(ExplorerFailures)
    protected readonly failures: ExplorerFailures;

    protected override async delete(uri: URI, options: FileDeleteOptions): Promise<void> {
        if (uri.scheme !== CLOUD_SCHEME) {
            await super.delete(uri, options);
            return;
        }
        const operation = nls.localize('sanyam/files/deleteFailed', 'Could not delete {0}', quoted(uri.path.base));
        await this.failures.try(operation, async () => {
            await this.failures.require(uri);
            await this.fileService.delete(uri, { ...options, useTrash: true });
        });
    }
}
