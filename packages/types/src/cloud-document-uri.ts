// SPDX-License-Identifier: MIT

import { z } from 'zod';
import { CloudError } from './cloud-error';

export const CLOUD_SCHEME = 'sanyam';

/** The path segment that is reserved for files of a document: `sanyam://<document id>/assets/<path>`. */
export const RESERVED_SEGMENT = 'assets';

/** The top of the user's own tree. */
export const CLOUD_ROOT_URI = `${CLOUD_SCHEME}:///`;

/** The authority of what others share with the user: `sanyam://~shared/<owner>/<path>`. */
export const SHARED_AUTHORITY = '~shared';

/**
 * The target of a `sanyam://` URI. A path has names with `/` between them, as a folder's path, and is empty at the top.
 *
 * - `own` is a folder or a document of the user's tree: `sanyam:///models/a.dsl`.
 * - `shared` is an owner, or a folder or a document of that owner's tree, below the owner's name.
 * - `document` is the address that never changes. Only the id finds the document. The name is for the tab and the language.
 */
export type CloudLocation =
    | { kind: 'own'; path: string }
    | { kind: 'shared'; path: string }
    | { kind: 'document'; documentId: string; name: string };

/** The relevant parts of a URI, as URI libraries name them. The path is decoded. */
export interface UriParts {
    readonly scheme: string;
    readonly authority: string;
    readonly path: string;
}

/** Returns the permanent URI of a document, with its current name. */
export function formatCloudDocumentUri(documentId: string, name: string): string {
    return `${CLOUD_SCHEME}://${documentId}/${encodeURIComponent(name)}`;
}

/**
 * Returns the target of a URI.
 *
 * @throws CloudError ASSETS_NOT_SUPPORTED for the reserved name `assets`
 * @throws CloudError DOCUMENT_NOT_FOUND for a URI that cannot name a document
 */
export function parseCloudUri({ scheme, authority, path }: UriParts): CloudLocation {
    if (scheme !== CLOUD_SCHEME) {
        throw new CloudError(
            'DOCUMENT_NOT_FOUND',
            `A cloud document has the scheme “${CLOUD_SCHEME}”, not “${scheme}”.`
        );
    }
    const names = path.split('/').filter(name => name !== '');
    if (authority === '') {
        if (names[0] === RESERVED_SEGMENT) {
            throw new CloudError('ASSETS_NOT_SUPPORTED', `The name “${RESERVED_SEGMENT}” is reserved.`);
        }
        return { kind: 'own', path: names.join('/') };
    }
    if (authority.toLowerCase() === SHARED_AUTHORITY) {
        return { kind: 'shared', path: names.join('/') };
    }
    const [name = '', ...rest] = names;
    if (name === RESERVED_SEGMENT) {
        throw new CloudError('ASSETS_NOT_SUPPORTED', 'Files of a document (/assets/) are not yet supported.');
    }
    if (rest.length > 0 || !z.guid().safeParse(authority).success) {
        throw new CloudError('DOCUMENT_NOT_FOUND', 'This is not the address of a cloud document.');
    }
    return { kind: 'document', documentId: authority.toLowerCase(), name };
}
