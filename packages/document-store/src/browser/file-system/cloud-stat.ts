// SPDX-License-Identifier: MIT

import type { CloudDocument } from '@sanyam/types';
import { FilePermission, FileType, type Stat } from '@theia/filesystem/lib/common/files';
import { isReadOnly } from '../document-access';

/** The cloud keeps no times of folders. */
export const FOLDER_STAT: Stat = { type: FileType.Directory, mtime: 0, ctime: 0, size: 0 };

/** Returns the size in bytes, and the cloud's times in milliseconds since 1970. */
export function documentStat(document: CloudDocument): Stat {
    const { created_at, updated_at, size_bytes } = document;
    return {
        type: FileType.File,
        ctime: Date.parse(created_at),
        mtime: Date.parse(updated_at),
        size: size_bytes,
        ...(isReadOnly(document) ? { permissions: FilePermission.Readonly } : {})
    };
}
