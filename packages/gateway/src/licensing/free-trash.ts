// SPDX-License-Identifier: MIT

import { CloudTrash, type DatabaseSession } from '@sanyam/store';
import type { CloudDocument, CloudError, FeatureGate } from '@sanyam/types';

/** Restores documents as the free tier allows, also for a user whose own tier allows more. */
export class FreeTrash extends CloudTrash {
    /** @param refusal returns the error for a restore that the free tier does not allow */
    constructor(
        session: DatabaseSession,
        private readonly free: FeatureGate,
        private readonly refusal: () => Promise<CloudError>
    ) {
        super(session, { checksArguments: false });
    }

    override async restore(documentId: string, baseVersion?: number): Promise<CloudDocument> {
        await this.free.getTierLimits();
        if (this.free.isFeatureEnabled('document_recovery')) {
            return super.restore(documentId, baseVersion);
        }
        const document = await this.undo(documentId, baseVersion);
        if (document === undefined) {
            throw await this.refusal();
        }
        return document;
    }
}
