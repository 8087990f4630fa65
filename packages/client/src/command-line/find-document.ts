// SPDX-License-Identifier: MIT

import { type CloudDocument, documentIdSchema, isSameAddress, isSameName, normalizedFolder } from '@sanyam/types';
import type { DocumentQuery } from '../client/documents';
import type { SanyamClient } from '../client/sanyam-client';
import { ambiguousName, missingName } from './command-error';
import { type DocumentPath, parsePath } from './document-path';
import { pathOf } from './path-of';

type State = NonNullable<DocumentQuery['state']>;

/** A document from the command line. */
export interface NamedDocument {
    readonly id: string;
    readonly name: string;
    /** The document, if it was found by its name. An id is used as it is. */
    readonly found?: CloudDocument;
}

/**
 * Finds a document by its id, an own document by its path or its name alone, or one of another user by
 * `owner@example.org/name`. A name alone never means a document of another user, because anybody can share one with any
 * name.
 *
 * @throws CommandError unless there is exactly one
 */
export async function findDocument(
    client: SanyamClient,
    text: string,
    state: State = 'active'
): Promise<NamedDocument> {
    if (documentIdSchema.safeParse(text).success) {
        const id = text.toLowerCase();
        return { id, name: id };
    }
    const path = parsePath(text);
    const { owner, name } = path;
    const found = onlyOne(
        text,
        owner === undefined ? await ownDocumentsAt(client, path, state) : await documentsOf(client, owner, name, state)
    );
    if (found === undefined) {
        const isNameAlone = owner === undefined && path.folder === undefined;
        const shared = isNameAlone ? await sharedDocumentsCalled(client, name, state) : [];
        throw missingName(text, owner === undefined ? state : 'shared', shared);
    }
    return { id: found.id, name: pathOf(found), found };
}

/**
 * Returns the caller's own documents with this name, in the folder of the path if it has one. NFC and NFD are the same
 * name, but case counts.
 */
export async function ownDocumentsAt(
    client: SanyamClient,
    { folder, name }: DocumentPath,
    state: State = 'active'
): Promise<CloudDocument[]> {
    const query = { q: name, state, include_shared: false };
    // The trash has no folders, but its documents keep their paths.
    const named = await client.documents.list(state === 'active' ? { ...query, folder } : query).toArray();
    return named.filter(
        document =>
            document.permission === 'owner' &&
            isSameName(document.name, name) &&
            (folder === undefined || normalizedFolder(document.folder) === normalizedFolder(folder))
    );
}

/** Returns the only document, or undefined without one. @throws CommandError when there are several */
export function onlyOne(name: string, documents: readonly CloudDocument[]): CloudDocument | undefined {
    if (documents.length > 1) {
        throw ambiguousName(name, documents);
    }
    return documents[0];
}

async function documentsOf(client: SanyamClient, owner: string, name: string, state: State): Promise<CloudDocument[]> {
    const named = await client.documents.list({ q: name, state }).toArray();
    return named.filter(
        ({ owner_email, name: called }) =>
            owner_email !== null && isSameAddress(owner_email, owner) && isSameName(called, name)
    );
}

/** Returns documents of others with this name, as advice. Without further pages: others decide how many there are. */
async function sharedDocumentsCalled(client: SanyamClient, name: string, state: State): Promise<CloudDocument[]> {
    const { data } = await client.documents.list({ q: name, state }).page();
    return data.filter(document => document.permission !== 'owner' && isSameName(document.name, name));
}
