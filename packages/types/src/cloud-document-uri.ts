// SPDX-License-Identifier: MIT

import { z } from 'zod';
import { CloudError } from './cloud-error';

export const CLOUD_SCHEME = 'sanyam';

/** The path segment that is reserved for files of a document: `sanyam://<document id>/assets/<path>`. */
export const RESERVED_SEGMENT = 'assets';

/** The folder of all documents that the user can access. */
export const CLOUD_ROOT_URI = `${CLOUD_SCHEME}:///`;

/** The target of a `sanyam://` URI. The name is only for the tab and the language. Only the id finds a document. */
export type CloudLocation =
    { kind: 'root' } | { kind: 'entry'; name: string } | { kind: 'document'; documentId: string; name: string };

/** The relevant parts of a URI, as URI libraries name them. The path is decoded. */
export interface UriParts {
    readonly scheme: string;
    readonly authority: string;
    readonly path: string;
}

/** Returns the URI of a document with its current name. */
export function formatCloudDocumentUri(documentId: string, name: string): string {
    return `${CLOUD_SCHEME}://${documentId}/${encodeURIComponent(name)}`;
}

/**
 * Returns the target of a URI. `sanyam:///<name>`, without an authority, is an entry in the folder of all documents.
 *
 * @throws CloudError ASSETS_NOT_SUPPORTED for anything below `/assets/`
 * @throws CloudError DOCUMENT_NOT_FOUND for a URI that cannot name a document
 */
export function parseCloudUri(uri: UriParts): CloudLocation {
    const segments = uri.path.split('/').filter(segment => segment !== '');
    if (uri.scheme !== CLOUD_SCHEME) {
        throw new CloudError(
            'DOCUMENT_NOT_FOUND',
            `A cloud document has the scheme “${CLOUD_SCHEME}”, not “${uri.scheme}”.`
        );
    }
    if (segments[0] === RESERVED_SEGMENT) {
        throw new CloudError('ASSETS_NOT_SUPPORTED', 'Files of a document (/assets/) are not yet supported.');
    }
    const [name = '', ...rest] = segments;
    if (rest.length > 0) {
        throw new CloudError('DOCUMENT_NOT_FOUND', 'Cloud documents have no subfolders.');
    }
    if (uri.authority === '') {
        return name === '' ? { kind: 'root' } : { kind: 'entry', name };
    }
    if (!z.guid().safeParse(uri.authority).success) {
        throw new CloudError('DOCUMENT_NOT_FOUND', 'This is not the address of a cloud document.');
    }
    return { kind: 'document', documentId: uri.authority.toLowerCase(), name };
}
