// SPDX-License-Identifier: MIT

import { stat } from 'node:fs/promises';
import type URI from '@theia/core/lib/common/uri';
import { FileUri } from '@theia/core/lib/common/file-uri';
import { injectable } from '@theia/core/shared/inversify';
import {
    createFileSystemProviderError,
    FileSystemProviderErrorCode,
    type FileOpenOptions
} from '@theia/filesystem/lib/common/files';
import { DiskFileSystemProvider } from '@theia/filesystem/lib/node/disk-file-system-provider';

/**
 * The files of this computer, without its devices, pipes and sockets. These have no end, or block who reads them, and
 * Theia reads a file whole: `/dev/zero` takes all memory of the backend. A link in a text is enough to open one.
 */
@injectable()
export class PlainFileProvider extends DiskFileSystemProvider {
    override async readFile(resource: URI): Promise<Uint8Array> {
        await refuseDevice(resource);
        return super.readFile(resource);
    }

    /** Theia calls it to read a file in parts, and with `create` to write one. */
    override async open(resource: URI, options: FileOpenOptions): Promise<number> {
        await refuseDevice(resource);
        return super.open(resource, options);
    }
}

/** @throws FileSystemProviderError if the resource exists, and is neither a file nor a folder */
async function refuseDevice(resource: URI): Promise<void> {
    const path = FileUri.fsPath(resource);
    // Theia says what is wrong with a path that cannot be looked at.
    const found = await stat(path).catch(() => undefined);
    if (found !== undefined && !found.isFile() && !found.isDirectory()) {
        throw createFileSystemProviderError(
            `“${path}” is a device, a pipe or a socket, and not a file.`,
            FileSystemProviderErrorCode.Unknown
        );
    }
}
