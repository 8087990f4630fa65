// SPDX-License-Identifier: MIT

import type { SanyamClient } from '../client/sanyam-client';
import type { KnownFile } from './file-record';
import type { DocumentPath } from './document-path';
import { findDocument, onlyOne, ownDocumentsAt } from './find-document';
import { pathOf } from './path-of';

/** The document to save a file to, and the known version that the file comes from. */
export interface Target {
    readonly id: string;
    readonly base?: number | undefined;
    /** The size of the file when its version was recorded, in bytes. */
    readonly size?: number | undefined;
    /** Whether the document was found by its path or name, which then stays. */
    readonly isCalled: boolean;
}

/**
 * Returns the document to save a file to: the one with this id, the one that the file comes from, or the caller's
 * own one of this path, or of this name in any folder. Undefined for a new document.
 *
 * @throws CommandError for a name that several documents have, or an id that none has
 */
export async function findTarget(
    client: SanyamClient,
    known: KnownFile | undefined,
    path: DocumentPath,
    { id, name: asked }: { readonly id?: string; readonly name?: string }
): Promise<Target | undefined> {
    const baseOf = (documentId: string) =>
        known?.document_id === documentId ? { base: known.version, size: known.size } : {};
    if (id !== undefined) {
        const found = await findDocument(client, id);
        return { id: found.id, isCalled: false, ...baseOf(found.id) };
    }
    if (known !== undefined && asked === undefined) {
        return { id: known.document_id, isCalled: false, ...baseOf(known.document_id) };
    }
    const found = onlyOne(pathOf({ folder: '', ...path }), await ownDocumentsAt(client, path));
    return found === undefined ? undefined : { id: found.id, isCalled: true, ...baseOf(found.id) };
}
