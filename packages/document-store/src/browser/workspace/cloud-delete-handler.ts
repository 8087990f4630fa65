// SPDX-License-Identifier: MIT

import { CLOUD_SCHEME, unformatted } from '@sanyam/types';
import type URI from '@theia/core/lib/common/uri';
import { inject, injectable } from '@theia/core/shared/inversify';
import type { FileDeleteOptions } from '@theia/filesystem/lib/common/files';
import { WorkspaceDeleteHandler } from '@theia/workspace/lib/browser/workspace-delete-handler';
import { MessageService } from '@theia/core/lib/common/message-service';
import { nls } from '@theia/core/lib/common/nls';
import { quoted } from '../quoted';
import { reasonOf } from '../reason-of';

/**
 * Deletes in the Explorer. After a failure, Theia offers to delete without the trash, which the cloud never does. Theia also
 * closes all editors at and below a place, with their unsaved text. The editors of documents in the trash are closed by
 * whoever moves them there, if their text is saved.
 */
@injectable()
export class CloudDeleteHandler extends WorkspaceDeleteHandler {
    @inject(MessageService)
    protected readonly messages: MessageService;

    protected override async delete(uri: URI, options: FileDeleteOptions): Promise<void> {
        return uri.scheme === CLOUD_SCHEME ? this.deleteInCloud(uri, options) : super.delete(uri, options);
    }

    private async deleteInCloud(uri: URI, options: FileDeleteOptions): Promise<void> {
        try {
            await this.fileService.delete(uri, { ...options, useTrash: true });
        } catch (error) {
            const sentence = nls.localize(
                'sanyam/files/deleteFailed',
                'Could not delete {0}. {1}',
                quoted(uri.path.base),
                unformatted(reasonOf(error))
            );
            void this.messages.error(sentence);
        }
    }
}
