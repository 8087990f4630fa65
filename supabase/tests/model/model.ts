// SPDX-License-Identifier: MIT

import type { User } from '@sanyam/test-kit/users';
import type { Tier } from './random-operations.js';

/** The tiers of the property tests. Their limits are low, so that a short sequence reaches every one. */
export const TIERS = {
    property_small: {
        max_documents: 2,
        max_storage_bytes: 50,
        max_document_size_bytes: 40,
        max_versions_per_document: 2,
        version_retention_days: 5,
        trash_retention_days: 3,
        has_document_versioning: false,
        has_document_sharing: false,
        has_document_recovery: false,
        has_api_keys: false
    },
    property_large: {
        max_documents: 4,
        max_storage_bytes: 120,
        max_document_size_bytes: 80,
        max_versions_per_document: 3,
        version_retention_days: 10,
        trash_retention_days: 8,
        has_document_versioning: true,
        has_document_sharing: true,
        has_document_recovery: true,
        has_api_keys: true
    }
} as const satisfies Record<Tier, object>;

export interface Version {
    readonly number: number;
    readonly text: string;
    readonly origin: 'save' | 'autosave' | 'restore';
    readonly author: string;
    readonly createdAt: number;
    readonly replaceableUntil: number | null;
    name: string | null;
    namedBy: string | null;
}

export interface Share {
    /** Empty until it is looked up, when no answer has contained it. */
    id: string;
    readonly to: string;
    readonly permission: 'view' | 'edit' | 'admin';
    readonly expiresAt: number | null;
}

export interface ModelDocument {
    readonly id: string;
    owner: Account;
    name: string;
    updatedAt: number;
    trashedAt: number | null;
    /** The user who moved it to the trash. */
    trashedBy: string | null;
    /** Oldest first; the last one is the document's text. */
    history: Version[];
    shares: Share[];
    offer: { readonly to: string; readonly expiresAt: number } | null;
    exists: boolean;
}

export class Account {
    tier: Tier = 'property_large';
    downgradedAt: number | null = null;
    exists = true;

    constructor(
        readonly id: string,
        readonly email: string
    ) {}

    get limits() {
        return TIERS[this.tier];
    }
}

export const bytes = (text: string): number => Buffer.byteLength(text);

/** The rules forbid an operation. The message is the error code that the database should return. */
export class Refusal extends Error {}

export function refuse(code: string): never {
    throw new Refusal(code);
}

/** A simple model of the database: users, documents with versions and shares, and a clock. */
export class World {
    /** Milliseconds since 1970. */
    now = Date.UTC(2030, 0, 1);
    readonly accounts: readonly Account[];
    readonly documents: ModelDocument[] = [];

    constructor(users: readonly User[]) {
        this.accounts = users.map(user => new Account(user.id, user.email));
    }

    documentsOf(owner: Account): ModelDocument[] {
        return this.documents.filter(document => document.exists && document.owner === owner);
    }

    active(owner: Account): ModelDocument[] {
        return this.documentsOf(owner).filter(document => document.trashedAt === null);
    }

    storage(owner: Account): number {
        return this.documentsOf(owner).reduce((sum, document) => sum + bytes(head(document).text), 0);
    }

    /** Returns the bytes of all versions of the documents in an owner's trash. */
    trashedHistory(owner: Account): number {
        return this.documentsOf(owner)
            .filter(({ trashedAt }) => trashedAt !== null)
            .flatMap(({ history }) => history)
            .reduce((sum, { text }) => sum + bytes(text), 0);
    }

    permission(user: Account, document: ModelDocument): 'owner' | 'view' | 'edit' | 'admin' | undefined {
        if (!document.exists || !user.exists) {
            return undefined;
        }
        const share = document.shares.find(
            ({ to, expiresAt }) => to === user.email && (expiresAt === null || expiresAt > this.now)
        );
        return document.owner === user ? 'owner' : share?.permission;
    }

    /** Returns the ids of the documents in the user's list. */
    visible(user: Account): string[] {
        return this.documents
            .filter(document => document.trashedAt === null && this.permission(user, document) !== undefined)
            .map(document => document.id)
            .sort();
    }

    /** Returns whether the document is read-only because too many others of its owner changed later. */
    isBeyondLimit(document: ModelDocument): boolean {
        const later = this.active(document.owner).filter(other => other.updatedAt > document.updatedAt);
        return later.length >= document.owner.limits.max_documents;
    }

    requireSpace(owner: Account, documents: number, added: number): void {
        const { max_documents, max_storage_bytes } = owner.limits;
        if (documents > 0 && this.active(owner).length + documents > max_documents) {
            refuse('TIER_LIMIT_EXCEEDED');
        }
        if (added > 0 && this.storage(owner) + added > max_storage_bytes) {
            refuse('TIER_LIMIT_EXCEEDED');
        }
    }
}

export function head(document: ModelDocument): Version {
    const newest = document.history.at(-1);
    if (newest === undefined) {
        throw new Error('The document has no version.');
    }
    return newest;
}
