// SPDX-License-Identifier: MIT

import type { DatabaseSession, DocumentChange, NewDocument } from '@sanyam/document-store/lib/common';
import { type CloudDocument, CloudError, type FeatureGate, sizeInBytes } from '@sanyam/types';
import { GatedDocumentStore } from './gated-document-store';

/**
 * The store of a gateway where everyone has the free tier. The database still holds each user to their own tier, and
 * alone decides where requests race.
 */
export class FreeTierDocumentStore extends GatedDocumentStore {
    constructor(
        session: DatabaseSession,
        private readonly free: FeatureGate,
        refusal: (feature: string) => Promise<CloudError>
    ) {
        super(session, free, refusal);
    }

    override async create(document: NewDocument, signal?: AbortSignal): Promise<CloudDocument> {
        await this.requireRoom(document.content, true);
        return super.create(document, signal);
    }

    override async save(documentId: string, change: DocumentChange, signal?: AbortSignal): Promise<CloudDocument> {
        if (change.content !== undefined) {
            await this.requireRoom(change.content, false);
        }
        return super.save(documentId, change, signal);
    }

    override async restoreVersion(documentId: string, version: number, baseVersion?: number): Promise<CloudDocument> {
        await this.requireFeature('document_versioning');
        return super.restoreVersion(documentId, version, baseVersion);
    }

    /** How much a change adds is known to the database alone, so storage may pass its limit by one document. */
    private async requireRoom(content: string, isNew: boolean): Promise<void> {
        const limits = await this.free.getTierLimits();
        const size = sizeInBytes(content);
        if (limits.max_document_size_bytes !== null && size > limits.max_document_size_bytes) {
            throw new CloudError('DOCUMENT_TOO_LARGE', `This document has ${size} bytes, which is too many here.`, {
                size,
                limit: limits.max_document_size_bytes,
                tier: limits.tier
            });
        }
        const { usage } = await this.accountOverview();
        const counters = [
            { limit_name: 'max_storage_bytes', limit: limits.max_storage_bytes, current: usage.storage_used_bytes },
            ...(isNew
                ? [{ limit_name: 'max_documents', limit: limits.max_documents, current: usage.document_count }]
                : [])
        ];
        for (const { limit_name, limit, current } of counters) {
            if (limit !== null && current >= limit) {
                throw new CloudError(
                    'TIER_LIMIT_EXCEEDED',
                    'There is no room left in the plan that everyone has here.',
                    {
                        limit_name,
                        limit,
                        current,
                        tier: limits.tier
                    }
                );
            }
        }
    }
}
