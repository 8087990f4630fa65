// SPDX-License-Identifier: MIT

import type { CloudDocumentWithContent } from '@sanyam/types';

/** Lifetime of a cached document in milliseconds: the five minutes of FR-034. */
export const CACHE_LIFETIME = 5 * 60 * 1000;

interface CacheEntry {
    readonly document: CloudDocumentWithContent;
    readonly fetchedAt: number;
}

/**
 * Documents as last read, in memory only. An entry expires after {@link CACHE_LIFETIME}. The owner of the cache removes
 * entries when a write is confirmed, and all of them when the user changes.
 */
export class DocumentCache {
    private readonly entries = new Map<string, CacheEntry>();

    /** @param now milliseconds since 1970 */
    constructor(private readonly now: () => number = Date.now) {}

    get(documentId: string): CloudDocumentWithContent | undefined {
        const entry = this.entries.get(documentId);
        if (entry && this.now() - entry.fetchedAt < CACHE_LIFETIME) {
            return entry.document;
        }
        this.entries.delete(documentId);
        return undefined;
    }

    set(document: CloudDocumentWithContent): void {
        [...this.entries.keys()].forEach(documentId => this.get(documentId));
        this.entries.set(document.id, { document, fetchedAt: this.now() });
    }

    delete(documentId: string): void {
        this.entries.delete(documentId);
    }

    clear(): void {
        this.entries.clear();
    }
}
