// SPDX-License-Identifier: MIT

import { CLOUD_SCHEME } from '@sanyam/types';
import { isPage } from '../markdown-preview/preview-link';

const SCHEME = /^[a-z][a-z0-9+.-]*(?=:)/i;

/**
 * Returns whether an editor opens an address that stands in its text. The text of a cloud document can be a stranger's:
 * it leads to pages, mails and cloud documents, and not to the files of this computer. No text leads to a folder in the
 * IDE itself.
 *
 * @param scheme of the document, also one of an old version
 * @param ide the origin of the IDE
 */
export function isEditorLink(address: string, scheme: string, ide: string): boolean {
    const kind = SCHEME.exec(address)?.[0].toLowerCase();
    if (kind === 'http' || kind === 'https') {
        return isPage(address, ide);
    }
    const isOfCloud = scheme === CLOUD_SCHEME || scheme.startsWith(`${CLOUD_SCHEME}-`);
    return !isOfCloud || kind === 'mailto' || kind === CLOUD_SCHEME;
}
