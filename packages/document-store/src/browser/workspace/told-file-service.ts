// SPDX-License-Identifier: MIT

import { nls } from '@theia/core/lib/common/nls';
import type URI from '@theia/core/lib/common/uri';
import type { FileService } from '@theia/filesystem/lib/browser/file-service';
import { CLOUD_SCHEME } from '@sanyam/types';
import { quoted } from '../quoted';
import type { ExplorerFailures } from './explorer-failures';

/** Returns a file service for callers that do not say why something failed in the cloud. */
export function toldFileService(files: FileService, failures: ExplorerFailures): FileService {
    const tell = <T>(operation: (name: string) => string, uri: URI, work: () => Promise<T>): Promise<T> =>
        uri.scheme === CLOUD_SCHEME ? failures.tell(operation(quoted(uri.path.base)), work) : work();
    const told: Pick<FileService, 'create' | 'createFolder' | 'move'> = {
        create: (...parameters) => tell(createFailed, parameters[0], () => files.create(...parameters)),
        createFolder: (...parameters) => tell(createFailed, parameters[0], () => files.createFolder(...parameters)),
        move: (...parameters) => tell(renameFailed, parameters[0], () => files.move(...parameters))
    };
    return Object.assign(Object.create(files) as FileService, told);
}

function createFailed(name: string): string {
    return nls.localize('sanyam/cloudView/createFailed', 'Could not create {0}', name);
}

function renameFailed(name: string): string {
    return nls.localize('sanyam/cloudView/renameFailed', 'Could not rename {0}', name);
}
