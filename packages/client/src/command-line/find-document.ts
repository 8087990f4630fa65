// SPDX-License-Identifier: MIT

import { type CloudDocument, documentIdSchema } from '@sanyam/types';
import type { DocumentQuery } from '../client/documents';
import type { SanyamClient } from '../client/sanyam-client';
import { ambiguousName, CommandError, EXIT } from './command-error';

/** A document as it was named on the command line: by its id, which is not looked for, or by its name. */
export interface NamedDocument {
    readonly id: string;
    readonly name: string;
}

/** @throws CommandError when no document has the name, or several have */
export async function findDocument(
    client: SanyamClient,
    idOrName: string,
    state: NonNullable<DocumentQuery['state']> = 'active'
): Promise<NamedDocument> {
    if (documentIdSchema.safeParse(idOrName).success) {
        return { id: idOrName, name: idOrName };
    }
    const found = onlyOne(idOrName, await documentsCalled(client, idOrName, state));
    if (found === undefined) {
        const place = state === 'trashed' ? 'in your trash' : 'among your documents and those shared with you';
        throw new CommandError(EXIT.notFound, 'DOCUMENT_NOT_FOUND', `There is no “${idOrName}” ${place}.`);
    }
    return found;
}

/** All documents with exactly this name. */
export async function documentsCalled(
    client: SanyamClient,
    name: string,
    state: NonNullable<DocumentQuery['state']> = 'active'
): Promise<CloudDocument[]> {
    const named = await client.documents.list({ q: name, state }).toArray();
    return named.filter(document => document.name === name);
}

/** @throws CommandError when there are several */
export function onlyOne(name: string, documents: readonly CloudDocument[]): CloudDocument | undefined {
    if (documents.length > 1) {
        throw ambiguousName(name, documents);
    }
    return documents[0];
}
