// SPDX-License-Identifier: MIT

import {
    CloudDocumentStore,
    type DatabaseSession,
    type DocumentChange,
    type NewDocument
} from '@sanyam/document-store/lib/common';
import { type CloudDocument, CloudError, type FeatureGate, sizeInBytes } from '@sanyam/types';
import { randomUUID } from 'node:crypto';
import { GatedDocumentStore } from './gated-document-store';

/**
 * The store of a gateway where everyone has the free tier. The database still holds each user to their own tier, and
 * alone decides where requests race.
 */
export class FreeTierDocumentStore extends GatedDocumentStore {
    constructor(
        private readonly ungated: DatabaseSession,
        private readonly free: FeatureGate,
        refusal: (feature: string) => Promise<CloudError>
    ) {
        super(ungated, free, refusal);
    }

    override async create(document: NewDocument, signal?: AbortSignal): Promise<CloudDocument> {
        await this.requireSize(document.content);
        try {
            await this.requireRoom();
        } catch (error) {
            const { idempotency_key: key } = document;
            // Asked again with its key, it makes nothing, and has its answer also where there is no more room.
            if (!CloudError.is(error, 'TIER_LIMIT_EXCEEDED') || key === undefined || !(await this.wasUsed(key))) {
                throw error;
            }
        }
        return super.create(document, signal);
    }

    override async save(documentId: string, change: DocumentChange, signal?: AbortSignal): Promise<CloudDocument> {
        await this.requireSize(change.content ?? '');
        return super.save(documentId, change, signal);
    }

    override async restoreVersion(documentId: string, version: number, baseVersion?: number): Promise<CloudDocument> {
        await this.requireFeature('document_versioning');
        return super.restoreVersion(documentId, version, baseVersion);
    }

    /**
     * Whether a request had this key before. Another one with it is refused as that; this one has no effect, for it is
     * about a document that is not there. An API key that may share nothing is told that there is no room.
     */
    private async wasUsed(key: string): Promise<boolean> {
        const share = { email: 'nobody@example.com', permission: 'view', idempotency_key: key } as const;
        try {
            await new CloudDocumentStore(this.ungated).share(randomUUID(), share);
        } catch (error) {
            if (CloudError.is(error, 'VALIDATION_ERROR')) {
                return true;
            }
            if (!CloudError.is(error, 'DOCUMENT_NOT_FOUND') && !CloudError.is(error, 'INSUFFICIENT_SCOPE')) {
                throw error;
            }
        }
        return false;
    }

    private async requireSize(content: string): Promise<void> {
        const limits = await this.free.getTierLimits();
        const size = sizeInBytes(content);
        if (limits.max_document_size_bytes !== null && size > limits.max_document_size_bytes) {
            throw new CloudError('DOCUMENT_TOO_LARGE', `This document has ${size} bytes, which is too many here.`, {
                size,
                limit: limits.max_document_size_bytes,
                tier: limits.tier
            });
        }
    }

    /** For a new document. How much a change adds, and to whose storage, is known to the database alone. */
    private async requireRoom(): Promise<void> {
        const limits = await this.free.getTierLimits();
        const { usage } = await this.accountOverview();
        const counters = [
            { limit_name: 'max_storage_bytes', limit: limits.max_storage_bytes, current: usage.storage_used_bytes },
            { limit_name: 'max_documents', limit: limits.max_documents, current: usage.document_count }
        ];
        for (const { limit_name, limit, current } of counters) {
            if (limit !== null && current >= limit) {
                throw new CloudError(
                    'TIER_LIMIT_EXCEEDED',
                    'There is no room left in the plan that everyone has here.',
                    { limit_name, limit, current, tier: limits.tier }
                );
            }
        }
    }
}
