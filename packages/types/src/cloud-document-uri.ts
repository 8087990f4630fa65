// SPDX-License-Identifier: MIT

import { z } from 'zod';
import { CloudError } from './cloud-error';

export const CLOUD_SCHEME = 'sanyam';

/** The path segment kept for files that belong to a document: `sanyam://<document id>/assets/<path>`. */
export const RESERVED_SEGMENT = 'assets';

/** The folder of all the documents that the user can reach. */
export const CLOUD_ROOT_URI = `${CLOUD_SCHEME}:///`;

/** What a `sanyam://` URI names. The name is for the tab and the language, and is never trusted to find a document. */
export type CloudLocation =
    { kind: 'root' } | { kind: 'entry'; name: string } | { kind: 'document'; documentId: string; name: string };

/** The parts of a URI that matter here, as URI libraries name them; the path is decoded. */
export interface UriParts {
    readonly scheme: string;
    readonly authority: string;
    readonly path: string;
}

/** The URI of a document under its current name. */
export function formatCloudDocumentUri(documentId: string, name: string): string {
    return `${CLOUD_SCHEME}://${documentId}/${encodeURIComponent(name)}`;
}

/**
 * What the URI names. `sanyam:///<name>`, without an authority, is an entry of the folder of all documents.
 *
 * @throws CloudError ASSETS_NOT_SUPPORTED for anything below `/assets/`
 * @throws CloudError DOCUMENT_NOT_FOUND for a URI that cannot name a document
 */
export function parseCloudUri(uri: UriParts): CloudLocation {
    const segments = uri.path.split('/').filter(segment => segment !== '');
    if (uri.scheme !== CLOUD_SCHEME) {
        throw new CloudError('DOCUMENT_NOT_FOUND', `“${uri.scheme}” is not the scheme of a cloud document.`);
    }
    if (segments[0] === RESERVED_SEGMENT) {
        throw new CloudError(
            'ASSETS_NOT_SUPPORTED',
            'Files that belong to a document (/assets/) are not yet supported.'
        );
    }
    const [name = '', ...rest] = segments;
    if (rest.length > 0) {
        throw new CloudError('DOCUMENT_NOT_FOUND', 'Cloud documents lie in one folder; there are no folders below it.');
    }
    if (uri.authority === '') {
        return name === '' ? { kind: 'root' } : { kind: 'entry', name };
    }
    if (!z.uuid().safeParse(uri.authority).success) {
        throw new CloudError('DOCUMENT_NOT_FOUND', 'This address does not name a cloud document.');
    }
    return { kind: 'document', documentId: uri.authority.toLowerCase(), name };
}
