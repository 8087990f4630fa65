// SPDX-License-Identifier: MIT

import { type CloudDocument, documentIdSchema, isSameAddress, isSameName } from '@sanyam/types';
import type { DocumentQuery } from '../client/documents';
import type { SanyamClient } from '../client/sanyam-client';
import { ambiguousName, missingName } from './command-error';

type State = NonNullable<DocumentQuery['state']>;

/** A document from the command line. */
export interface NamedDocument {
    readonly id: string;
    readonly name: string;
    /** The document, if it was found by its name. An id is used as it is. */
    readonly found?: CloudDocument;
}

/**
 * Finds a document by its id, an own document by its name, or one of another user by `owner@example.org/name`. A name
 * alone never means a document of another user, because anybody can share one with any name.
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
    const { owner, name } = parse(text);
    const found = onlyOne(
        name,
        owner === undefined
            ? await ownDocumentsCalled(client, name, state)
            : await documentsOf(client, owner, name, state)
    );
    if (found === undefined) {
        throw missingName(text, state, owner === undefined ? await sharedDocumentsCalled(client, name, state) : []);
    }
    return { id: found.id, name: found.name, found };
}

/** Returns the caller's own documents with this name. NFC and NFD are the same name, but case counts. */
export async function ownDocumentsCalled(
    client: SanyamClient,
    name: string,
    state: State = 'active'
): Promise<CloudDocument[]> {
    const named = await client.documents.list({ q: name, state, include_shared: false }).toArray();
    return named.filter(document => document.permission === 'owner' && isSameName(document.name, name));
}

/** Returns the only document, or undefined without one. @throws CommandError when there are several */
export function onlyOne(name: string, documents: readonly CloudDocument[]): CloudDocument | undefined {
    if (documents.length > 1) {
        throw ambiguousName(name, documents);
    }
    return documents[0];
}

/** Returns the owner and the name in `owner@example.org/name`. No name has a slash, but an address can. */
function parse(text: string): { readonly owner?: string; readonly name: string } {
    const slash = text.lastIndexOf('/');
    const owner = text.slice(0, Math.max(slash, 0));
    return owner.includes('@') ? { owner, name: text.slice(slash + 1) } : { name: text };
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
