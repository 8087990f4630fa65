// SPDX-License-Identifier: MIT

import {
    type ApiKeyRequest,
    CloudDocumentStore,
    type DatabaseSession,
    type DocumentChange,
    type NewDocument,
    type NewShare
} from '@sanyam/document-store/lib/common';
import {
    type CloudDocument,
    CloudError,
    type FeatureGate,
    type NewApiKey,
    type SharedDocument,
    sizeInBytes
} from '@sanyam/types';
import { requireFeature } from './free-feature-gate';

/**
 * The store of a gateway without `@sanyam/licensing`: everyone has the free tier, whatever the database would allow.
 * The database still holds each user to their own tier, and alone decides where requests race.
 */
export class FreeTierDocumentStore extends CloudDocumentStore {
    constructor(
        session: DatabaseSession,
        private readonly gate: FeatureGate
    ) {
        super(session);
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

    override async restore(documentId: string): Promise<CloudDocument> {
        await requireFeature(this.gate, 'document_recovery');
        return super.restore(documentId);
    }

    override async restoreVersion(documentId: string, version: number, baseVersion?: number): Promise<CloudDocument> {
        await requireFeature(this.gate, 'document_versioning');
        return super.restoreVersion(documentId, version, baseVersion);
    }

    override async share(documentId: string, share: NewShare): Promise<SharedDocument> {
        await requireFeature(this.gate, 'document_sharing');
        return super.share(documentId, share);
    }

    override async createApiKey(request: ApiKeyRequest): Promise<NewApiKey> {
        await requireFeature(this.gate, 'api_keys');
        return super.createApiKey(request);
    }

    /** How much a change adds is known to the database alone, so storage may pass its limit by one document. */
    private async requireRoom(content: string, isNew: boolean): Promise<void> {
        const limits = await this.gate.getTierLimits();
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
