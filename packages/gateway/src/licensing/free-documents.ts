// SPDX-License-Identifier: MIT

import {
    CloudAccount,
    CloudDocuments,
    type DatabaseSession,
    type DocumentChange,
    type NewDocument
} from '@sanyam/store';
import { type CloudDocument, CloudError, type FeatureGate, sizeInBytes } from '@sanyam/types';
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
            if (!CloudError.is(error, 'TIER_LIMIT_EXCEEDED') || key === undefined || !(await this.isKeyUsed(key))) {
                throw error;
            }
        }
        return super.create(document, signal);
    }

    override async save(documentId: string, change: DocumentChange, signal?: AbortSignal): Promise<CloudDocument> {
        await this.requireSize(change.content ?? '');
        return super.save(documentId, change, signal);
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
