// SPDX-License-Identifier: MIT

import {
    type ApiKeyRequest,
    CloudDocumentStore,
    type DatabaseSession,
    type NewShare
} from '@sanyam/document-store/lib/common';
import type { CloudDocument, CloudError, FeatureGate, NewApiKey, SharedDocument } from '@sanyam/types';

/** A user's documents behind the gate of the user's plan. The database keeps the same rules, for all ways to it. */
export class GatedDocumentStore extends CloudDocumentStore {
    /** @param refusal what a user is told who lacks a feature */
    constructor(
        session: DatabaseSession,
        private readonly gate: FeatureGate,
        private readonly refusal: (feature: string) => Promise<CloudError>
    ) {
        super(session);
    }

    override async restore(documentId: string): Promise<CloudDocument> {
        await this.requireFeature('document_recovery');
        return super.restore(documentId);
    }

    override async share(documentId: string, share: NewShare): Promise<SharedDocument> {
        await this.requireFeature('document_sharing');
        return super.share(documentId, share);
    }

    override async createApiKey(request: ApiKeyRequest): Promise<NewApiKey> {
        await this.requireFeature('api_keys');
        return super.createApiKey(request);
    }

    /** @throws CloudError FEATURE_NOT_AVAILABLE */
    protected async requireFeature(feature: string): Promise<void> {
        if (!(await this.gate.isFeatureEnabled(feature))) {
            throw await this.refusal(feature);
        }
    }
}
