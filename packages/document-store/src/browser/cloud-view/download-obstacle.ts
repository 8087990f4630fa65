// SPDX-License-Identifier: MIT

import { nls } from '@theia/core/lib/common/nls';
import type URI from '@theia/core/lib/common/uri';
import { FileType, type FileSystemProvider } from '@theia/filesystem/lib/common/files';
import { quotedPlainly } from '../quoted';

/**
 * Returns what is in the way of a file that is written in a folder or below it: in its own place, or in that of a folder
 * above it. A link is in the way because it leads out of the folder.
 *
 * @param mayReplace whether a file that is there is none
 */
export async function downloadObstacle(
    file: URI,
    folder: URI,
    mayReplace: boolean,
    disk: Pick<FileSystemProvider, 'stat'>
): Promise<string | undefined> {
    // By its length: the path of a workspace can end with a slash.
    const { length } = folder.path.toString();
    for (let place = file; place.path.toString().length > length; place = place.parent) {
        const type = await typeAt(place, disk);
        if (type === undefined) {
            continue;
        }
        const name = quotedPlainly(place.path.base);
        if ((type & FileType.SymbolicLink) !== 0) {
            return nls.localize('sanyam/cloudView/downloadLink', 'On the disk, {0} is a link to another place.', name);
        }
        const isFolder = (type & FileType.Directory) !== 0;
        if (place === file && isFolder) {
            return nls.localize('sanyam/cloudView/downloadFolder', 'On the disk, {0} is a folder.', name);
        }
        if (place === file && !mayReplace) {
            return nls.localize('sanyam/cloudView/downloadExists', 'The folder has a file with this name.');
        }
        if (place !== file && !isFolder) {
            return nls.localize('sanyam/cloudView/downloadNoFolder', 'On the disk, {0} is a file, not a folder.', name);
        }
    }
    return undefined;
}

/** Undefined if there is nothing, or nobody can see it: writing says why then. */
async function typeAt(place: URI, disk: Pick<FileSystemProvider, 'stat'>): Promise<FileType | undefined> {
    try {
        return (await disk.stat(place)).type;
    } catch {
        return undefined;
    }
}
