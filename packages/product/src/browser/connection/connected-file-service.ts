// SPDX-License-Identifier: MIT

import { nls } from '@theia/core/lib/common/nls';
import type URI from '@theia/core/lib/common/uri';
import { inject, injectable } from '@theia/core/shared/inversify';
import { FileService } from '@theia/filesystem/lib/browser/file-service';
import { FileOperationError, FileOperationResult } from '@theia/filesystem/lib/common/files';
import { BackendConnection } from './backend-connection';
import { UnsavedNotice } from './unsaved-notice';

/**
 * Refuses to write the text of a local file without a backend, whoever saves it: Replace All, Save All of a group, and
 * the question before editors close do not ask {@link ConnectedSaveableService}. Theia would wait for the backend and say
 * nothing.
 *
 * An error that Theia puts around another one has it as its cause: a sentence for the user is in the inner one.
 */
@injectable()
export class ConnectedFileService extends FileService {
    @inject(BackendConnection)
    protected readonly connection: BackendConnection;

    @inject(UnsavedNotice)
    protected readonly notice: UnsavedNotice;

    override async write(...parameters: Parameters<FileService['write']>): ReturnType<FileService['write']> {
        this.requireBackend(parameters[0]);
        return super.write(...parameters);
    }

    override async update(...parameters: Parameters<FileService['update']>): ReturnType<FileService['update']> {
        this.requireBackend(parameters[0]);
        return super.update(...parameters);
    }

    protected override asFileOperationError(
        ...parameters: Parameters<FileService['asFileOperationError']>
    ): FileOperationError {
        return Object.assign(super.asFileOperationError(...parameters), { cause: parameters[2] });
    }

    private requireBackend(uri: URI): void {
        if (uri.scheme === 'file' && !this.connection.isConnected) {
            this.notice.add(uri);
            throw new FileOperationError(
                nls.localize(
                    'sanyam/backend/notSaved',
                    'Could not save {0}. The IDE is not connected to its backend.',
                    uri.path.base
                ),
                FileOperationResult.FILE_OTHER_ERROR
            );
        }
    }
}
