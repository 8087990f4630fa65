// SPDX-License-Identifier: MIT

import { type CloudDocument, documentIdSchema, isSameName } from '@sanyam/types';
import type { DocumentQuery } from '../client/documents';
import type { SanyamClient } from '../client/sanyam-client';
import { ambiguousName, CommandError, EXIT } from './command-error';
import { quoted } from './quoted';

/** A document from the command line. An id is used as it is, a name is looked up. */
export interface NamedDocument {
    readonly id: string;
    readonly name: string;
}

/** Finds a document by id or name. @throws CommandError unless exactly one document has the name */
export async function findDocument(
    client: SanyamClient,
    idOrName: string,
    state: NonNullable<DocumentQuery['state']> = 'active'
): Promise<NamedDocument> {
    if (documentIdSchema.safeParse(idOrName).success) {
        const id = idOrName.toLowerCase();
        return { id, name: id };
    }
    const found = onlyOne(idOrName, await documentsCalled(client, idOrName, state));
    if (found === undefined) {
        const place = state === 'trashed' ? 'in your trash' : 'that you own or that is shared with you';
        throw new CommandError(
            EXIT.notFound,
            'DOCUMENT_NOT_FOUND',
            `No document ${place} has the name ${quoted(idOrName)}.`
        );
    }
    return found;
}

/** Returns all documents with this name. NFC and NFD are the same name, but case counts. */
export async function documentsCalled(
    client: SanyamClient,
    name: string,
    state: NonNullable<DocumentQuery['state']> = 'active'
): Promise<CloudDocument[]> {
    const named = await client.documents.list({ q: name, state }).toArray();
    return named.filter(document => isSameName(document.name, name));
}

/** Returns the only document, or undefined without one. @throws CommandError when there are several */
export function onlyOne(name: string, documents: readonly CloudDocument[]): CloudDocument | undefined {
    if (documents.length > 1) {
        throw ambiguousName(name, documents);
    }
    return documents[0];
}
