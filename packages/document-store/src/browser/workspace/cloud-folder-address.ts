// SPDX-License-Identifier: MIT

import { CLOUD_SCHEME, withVisibleCharacters } from '@sanyam/types';
import { nls } from '@theia/core/lib/common/nls';
import URI from '@theia/core/lib/common/uri';

/** The part of the address of a window that names a cloud folder: `#sanyam:/models`. Other folders are a path. */
const HASH = new RegExp(`^#(${CLOUD_SCHEME}:/.*)$`);

/** Returns the cloud folder that the address of a window names; `undefined` if it names none. */
export function cloudFolderIn(hash: string): string | undefined {
    const address = HASH.exec(hash)?.[1];
    try {
        return address === undefined ? undefined : decodeURI(address);
    } catch {
        // It was typed or cut.
        return undefined;
    }
}

/** Returns a URI of the cloud without a slash at the end; `undefined` for another URI. */
export function asCloudFolder(uri: URI | string | undefined): URI | undefined {
    const parsed = typeof uri === 'string' ? new URI(uri) : uri;
    if (parsed?.scheme !== CLOUD_SCHEME) {
        return undefined;
    }
    const path = parsed.path.toString().replace(/\/+$/, '');
    return parsed.withPath(path === '' ? '/' : path);
}

/** Returns the name of a cloud folder for a title. The tops have names of their own. */
export function cloudFolderName(uri: URI): string {
    if (!uri.path.isRoot) {
        return withVisibleCharacters(uri.path.base);
    }
    return uri.authority === ''
        ? nls.localize('sanyam/cloudView/own', 'My Documents')
        : nls.localize('sanyam/cloudView/shared', 'Shared with Me');
}
