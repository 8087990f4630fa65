// SPDX-License-Identifier: MIT

import type { CloudDocument, DocumentShareList, OwnershipOffer, SharedDocument, SharePermission } from '@sanyam/types';

export interface NewShare {
    readonly email: string;
    readonly permission: SharePermission;
    /** RFC 3339; after it the share gives nothing. Without one the share has no end. */
    readonly expires_at?: string;
    /** The same key within 24 hours gives the same answer: a request that got none can be sent again. */
    readonly idempotency_key?: string;
}

/**
 * Who else may see a document. A share is made to an e-mail address and waits until somebody has confirmed that it is
 * theirs; no answer tells whether somebody has. Only the owner shares. Every method rejects with a `CloudError`: those
 * that name a document with DOCUMENT_NOT_FOUND when it does not exist or is not the user's to see, and with FORBIDDEN
 * when it is somebody else's.
 */
export const ShareStore = Symbol('ShareStore');
export interface ShareStore {
    /**
     * Shares a document; with an address that has a share already, changes that one.
     *
     * @throws CloudError VALIDATION_ERROR, DOCUMENT_READ_ONLY, FEATURE_NOT_AVAILABLE, TIER_LIMIT_EXCEEDED
     */
    share(documentId: string, share: NewShare): Promise<SharedDocument>;
    /** The oldest first. */
    listShares(documentId: string): Promise<DocumentShareList>;
    /**
     * Access ends at once. Whoever got a share may end it, too.
     *
     * @param documentId whose share it has to be
     * @throws CloudError SHARE_NOT_FOUND
     */
    revokeShare(shareId: string, documentId?: string): Promise<void>;
    /**
     * Offers the document to whoever has the address, in place of an earlier offer. An API key does not do.
     *
     * @param email `null` takes the offer back
     * @throws CloudError VALIDATION_ERROR, DOCUMENT_READ_ONLY
     */
    offerOwnership(documentId: string, email: string | null): Promise<CloudDocument>;
    /**
     * Takes an offer: the document counts for the user from now on, and the former owner may still edit it. An API key
     * does not do.
     *
     * @throws CloudError FEATURE_NOT_AVAILABLE, DOCUMENT_TOO_LARGE, TIER_LIMIT_EXCEEDED
     */
    acceptOwnership(documentId: string): Promise<CloudDocument>;
    /** What is offered to the user at the moment. */
    listOwnershipOffers(): Promise<OwnershipOffer[]>;
}
