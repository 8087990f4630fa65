// SPDX-License-Identifier: MIT

import type { CloudDocument } from '@sanyam/types';

/** How many users of this window are remembered: who comes back after somebody else has worked here. */
const MOST_USERS = 3;

/** What says where a document is in the trees. */
export type DocumentPlace = Pick<CloudDocument, 'name' | 'folder' | 'permission' | 'owner_id' | 'owner_email'>;

/** The last state of a document that this window received. */
export interface KnownDocument extends DocumentPlace {
    readonly version: number;
    /** Permission and read-only reason of the user. */
    readonly access: string;
}

/** Returns what this window remembers of a document. */
export function knownStateOf(document: CloudDocument): KnownDocument {
    const { name, folder, version, permission, owner_id, owner_email, read_only_reason } = document;
    const access = `${permission} ${read_only_reason}`;
    return { name, folder, version, permission, owner_id, owner_email, access };
}

/**
 * The last states of the documents that each user of this window has received. A session can expire, and editors with unsaved
 * text stay at every end of a session: who signs in again hears of what has changed since.
 */
export class KnownDocuments {
    /** Keys are ids of documents, by ids of users, the latest last. */
    private readonly users = new Map<string, Map<string, KnownDocument>>();
    private present = new Map<string, KnownDocument>();
    /** The ids of documents that a list had as the present user's own. */
    private readonly own = new Set<string>();

    get(documentId: string): KnownDocument | undefined {
        return this.present.get(documentId);
    }

    set(documentId: string, state: KnownDocument): void {
        this.present.set(documentId, state);
    }

    /** Notes whose a listed document is. Returns whether it was the user's own, and somebody has taken it over. */
    noteOwner({ id, permission }: Pick<CloudDocument, 'id' | 'permission'>): boolean {
        if (permission === 'owner') {
            this.own.add(id);
            return false;
        }
        return this.own.delete(id);
    }

    /** Goes on with what a user has received. */
    changeUser(userId: string): void {
        this.own.clear();
        this.present = this.users.get(userId) ?? new Map<string, KnownDocument>();
        this.users.delete(userId);
        this.users.set(userId, this.present);
        const [oldest] = this.users.keys();
        if (oldest !== undefined && this.users.size > MOST_USERS) {
            this.users.delete(oldest);
        }
    }

    /** Nobody is signed in, and nobody may learn what the user before had received. */
    leaveUser(): void {
        this.present = new Map();
        this.own.clear();
    }
}
