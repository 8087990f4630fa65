// SPDX-License-Identifier: MIT

import {
    CloudAccount,
    CloudDocuments,
    CloudShares,
    type DatabaseSession,
    type DocumentChange,
    type NewDocument
} from '@sanyam/store';
import { type CloudDocument, CloudError, type FeatureGate, sizeInBytes } from '@sanyam/types';
import { randomUUID } from 'node:crypto';
import { limitOfPlan } from './document-limit';

/** Creates and saves documents with the limits of the free tier. The database still enforces the user's own tier. */
export class FreeDocuments extends CloudDocuments {
    constructor(
        session: DatabaseSession,
        private readonly free: FeatureGate
    ) {
        super(session, { checksArguments: false });
    }

    override async create(document: NewDocument, signal?: AbortSignal): Promise<CloudDocument> {
        await this.requireSize(document.content);
        try {
            await this.requireRoom();
        } catch (error) {
            const { idempotency_key: key } = document;
            // A repeated request creates nothing, so it gets its answer even when there is no room left.
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

    /**
     * Returns whether an earlier request used this idempotency key. Tries to share a document that does not exist,
     * which has no effect: a used key gives VALIDATION_ERROR. Returns false for an API key without the scope to share.
     */
    private async wasUsed(key: string): Promise<boolean> {
        const share = { email: 'nobody@example.com', permission: 'view', idempotency_key: key } as const;
        try {
            await new CloudShares(this.session).create(randomUUID(), share);
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
            throw limitOfPlan({ limits, upgradeUrl: null, isForEveryone: true }).refuse(size);
        }
    }

    /** Checks the limits for a new document. For a change, only the database knows the added bytes and the owner. */
    private async requireRoom(): Promise<void> {
        const limits = await this.free.getTierLimits();
        const { usage } = await new CloudAccount(this.session).overview();
        const counters = [
            { limit_name: 'max_storage_bytes', limit: limits.max_storage_bytes, current: usage.storage_used_bytes },
            { limit_name: 'max_documents', limit: limits.max_documents, current: usage.document_count }
        ];
        for (const { limit_name, limit, current } of counters) {
            if (limit !== null && current >= limit) {
                throw new CloudError(
                    'TIER_LIMIT_EXCEEDED',
                    'You have reached a limit of the plan that everyone has on this server.',
                    { limit_name, limit, current, tier: limits.tier }
                );
            }
        }
    }
}
