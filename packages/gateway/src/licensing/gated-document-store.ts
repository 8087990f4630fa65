// SPDX-License-Identifier: MIT

import {
    type ApiKeyRequest,
    CloudApiKeys,
    CloudDocumentStore,
    CloudShares,
    CloudTrash,
    type DatabaseSession,
    type NewShare
} from '@sanyam/store';
import type { CloudDocument, NewApiKey, SharedDocument } from '@sanyam/types';

/** Checks that the plan has a feature. @throws CloudError FEATURE_NOT_AVAILABLE */
export type RequireFeature = (feature: string) => Promise<void>;

/** A user's documents, with the features of the user's plan. The database enforces the same rules for every caller. */
export class GatedDocumentStore extends CloudDocumentStore {
    override readonly trash: CloudTrash;
    override readonly shares: CloudShares;
    override readonly apiKeys: CloudApiKeys;

    constructor(session: DatabaseSession, requireFeature: RequireFeature) {
        super(session);
        this.trash = new GatedTrash(session, requireFeature);
        this.shares = new GatedShares(session, requireFeature);
        this.apiKeys = new GatedApiKeys(session, requireFeature);
    }
}

class GatedTrash extends CloudTrash {
    constructor(
        session: DatabaseSession,
        private readonly requireFeature: RequireFeature
    ) {
        super(session);
    }

    override async restore(documentId: string): Promise<CloudDocument> {
        await this.requireFeature('document_recovery');
        return super.restore(documentId);
    }
}

class GatedShares extends CloudShares {
    constructor(
        session: DatabaseSession,
        private readonly requireFeature: RequireFeature
    ) {
        super(session);
    }

    override async create(documentId: string, share: NewShare): Promise<SharedDocument> {
        await this.requireFeature('document_sharing');
        return super.create(documentId, share);
    }
}

class GatedApiKeys extends CloudApiKeys {
    constructor(
        session: DatabaseSession,
        private readonly requireFeature: RequireFeature
    ) {
        super(session);
    }

    override async create(request: ApiKeyRequest): Promise<NewApiKey> {
        await this.requireFeature('api_keys');
        return super.create(request);
    }
}
