// SPDX-License-Identifier: MIT

import type { Tier } from './operations.js';
import type { User } from './users.js';

/** What the tiers of the property tests hold: little, so that a short sequence meets every limit. */
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
}

export interface Share {
    /** Empty until it is looked up, where no answer tells it. */
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

/** The code of an error, for whoever expects one. */
export class Refusal extends Error {}

export function refuse(code: string): never {
    throw new Refusal(code);
}

/** What the database should hold, kept in the simplest way: users, documents with histories and shares, and a clock. */
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

    permission(user: Account, document: ModelDocument): 'owner' | 'view' | 'edit' | 'admin' | undefined {
        if (!document.exists || !user.exists) {
            return undefined;
        }
        const share = document.shares.find(
            ({ to, expiresAt }) => to === user.email && (expiresAt === null || expiresAt > this.now)
        );
        return document.owner === user ? 'owner' : share?.permission;
    }

    /** What a user's list holds. */
    visible(user: Account): string[] {
        return this.documents
            .filter(document => document.trashedAt === null && this.permission(user, document) !== undefined)
            .map(document => document.id)
            .sort();
    }

    /** Whether so many of the owner's documents changed later that this one is read-only. */
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
        throw new Error('A document has a text.');
    }
    return newest;
}
