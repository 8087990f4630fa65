// SPDX-License-Identifier: MIT

import type { CloudDocument } from '@sanyam/types';
import type { SanyamClient } from '../client/sanyam-client';
import { shownName } from './shown-line';

/** Who owns a document, and what the caller may do with it. */
type Owned = Pick<CloudDocument, 'owner_email' | 'owner_id' | 'permission'>;

/** Returns the email address of the owner of a document of somebody else, or undefined for an own one. */
export function otherOwner({ owner_email, owner_id, permission }: Owned): string | undefined {
    return permission === 'owner' ? undefined : shownName(owner_email ?? owner_id);
}

/** Returns “ of ada@example.org” for a message about a document of somebody else, and nothing for an own one. */
export function ofOwner(document: Owned | undefined): string {
    const owner = document === undefined ? undefined : otherOwner(document);
    return owner === undefined ? '' : ` of ${owner}`;
}

/** Reads a document for a message. Undefined when that is not possible: the message then leaves out the owner. */
export async function readForMessage(client: SanyamClient, id: string): Promise<CloudDocument | undefined> {
    return client.documents.read(id).catch(() => undefined);
}
