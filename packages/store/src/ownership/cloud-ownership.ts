// SPDX-License-Identifier: MIT

import {
    cloudDocumentSchema,
    emailAddressSchema,
    ownershipOfferListSchema,
    type CloudDocument,
    type OwnershipOffer
} from '@sanyam/types';
import { documentReferenceSchema } from '../arguments';
import { DatabaseFunctions } from '../session/database-functions';

const newOfferSchema = documentReferenceSchema.extend({ email: emailAddressSchema.nullable() });

/**
 * Transfers documents to another user, who must accept them. An API key cannot do this. Every method rejects with a
 * `CloudError`: DOCUMENT_NOT_FOUND if the document does not exist or the user cannot see it, FORBIDDEN if the user is
 * not allowed to do this.
 */
export class CloudOwnership extends DatabaseFunctions {
    /**
     * Offers the document to an email address. Replaces an earlier offer.
     *
     * @param email `null` withdraws the offer
     * @throws CloudError VALIDATION_ERROR, DOCUMENT_READ_ONLY
     */
    async offer(documentId: string, email: string | null): Promise<CloudDocument> {
        const functionArguments = this.checked(newOfferSchema, { document_id: documentId, email });
        return this.ask(cloudDocumentSchema, 'offer_ownership', functionArguments);
    }

    /**
     * Accepts an offer. The user becomes the owner, and the former owner can still edit the document. So can others who
     * have access, but admin shares become edit shares.
     *
     * @throws CloudError FEATURE_NOT_AVAILABLE, DOCUMENT_TOO_LARGE, TIER_LIMIT_EXCEEDED
     */
    async accept(documentId: string): Promise<CloudDocument> {
        const reference = this.checked(documentReferenceSchema, { document_id: documentId });
        return this.ask(cloudDocumentSchema, 'accept_ownership', reference);
    }

    /** Declines an offer. The owner can offer the document again. */
    async decline(documentId: string): Promise<void> {
        await this.session.call(
            'decline_ownership',
            this.checked(documentReferenceSchema, { document_id: documentId })
        );
    }

    /** Lists the offers to the user that are still open, oldest first. */
    async listOffers(): Promise<OwnershipOffer[]> {
        return this.ask(ownershipOfferListSchema, 'list_ownership_offers', {});
    }
}
