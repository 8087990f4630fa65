// SPDX-License-Identifier: MIT

import { CloudError } from '@sanyam/types';
import {
    createFileSystemProviderError,
    FileOperationError,
    FileOperationResult,
    FileSystemProviderErrorCode
} from '@theia/filesystem/lib/common/files';
import { reasonOf } from '../reason-of';

/** Converts an error to one that Theia's file service understands. Its cause is the error. */
export function toFileSystemError(error: unknown): Error {
    if (!(error instanceof CloudError)) {
        return error instanceof Error ? error : new Error(String(error));
    }
    if (error.code === 'OPTIMISTIC_LOCK_CONFLICT') {
        return Object.assign(new FileOperationError(error.message, FileOperationResult.FILE_MODIFIED_SINCE), {
            cause: error
        });
    }
    return Object.assign(createFileSystemProviderError(reasonOf(error), errorCode(error)), { cause: error });
}

function errorCode({ code, status }: CloudError): FileSystemProviderErrorCode {
    if (code === 'ASSETS_NOT_SUPPORTED' || status === 503) {
        return FileSystemProviderErrorCode.Unavailable;
    }
    switch (status) {
        case 401:
        case 403:
            return FileSystemProviderErrorCode.NoPermissions;
        case 404:
            return FileSystemProviderErrorCode.FileNotFound;
        case 413:
            return FileSystemProviderErrorCode.FileTooLarge;
        default:
            return FileSystemProviderErrorCode.Unknown;
    }
}
