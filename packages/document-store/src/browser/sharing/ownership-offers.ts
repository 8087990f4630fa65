// SPDX-License-Identifier: MIT

import { CloudDocumentStore } from '@sanyam/store';
import { shownLocale, type OwnershipOffer } from '@sanyam/types';
import { MessageService } from '@theia/core/lib/common/message-service';
import { nls } from '@theia/core/lib/common/nls';
import { inject, injectable } from '@theia/core/shared/inversify';
import { CloudDocumentService } from '../cloud-document-service';
import { CloudErrorPresenter } from '../cloud-error-presenter';
import { CloudEditors } from '../editor/cloud-editors';
import { quoted, quotedPlainly } from '../quoted';
import { OfferDialog } from './offer-dialog';
import { othersOf } from './others-of-offer';

/** Documents that others want to transfer to the user. */
@injectable()
export class OwnershipOffers {
    @inject(CloudDocumentStore)
    protected readonly store: CloudDocumentStore;

    @inject(CloudDocumentService)
    protected readonly service: CloudDocumentService;

    @inject(CloudEditors)
    protected readonly editors: CloudEditors;

    @inject(CloudErrorPresenter)
    protected readonly errors: CloudErrorPresenter;

    @inject(MessageService)
    protected readonly messages: MessageService;

    /** Asks whether the user takes over a document, and opens it then. An offer without an answer ends by itself. */
    async ask(offer: OwnershipOffer): Promise<void> {
        switch (await new OfferDialog([offerText(offer, quotedPlainly, email => email), ...othersOf(offer)]).open()) {
            case 'accept':
                await this.accept(offer);
                break;
            case 'decline':
                await this.decline(offer);
                break;
            case undefined:
                break;
        }
    }

    /** Ends an offer. Only the owner can make it again, who is not told. */
    async decline(offer: OwnershipOffer): Promise<void> {
        try {
            await this.store.ownership.decline(offer.document_id);
            const text = nls.localize('sanyam/offers/declined', 'You declined {0}.', quoted(offer.name));
            void this.messages.info(text, { timeout: 6000 });
        } catch (error) {
            const operation = nls.localize('sanyam/offers/declineFailed', 'Could not decline {0}', quoted(offer.name));
            await this.errors.show(operation, error, () => this.decline(offer));
        }
    }

    /** Takes over a document, and opens it. */
    async accept(offer: OwnershipOffer): Promise<void> {
        try {
            const document = await this.store.ownership.accept(offer.document_id);
            this.service.forget(document.id, 'changed');
            const text = nls.localize('sanyam/offers/accepted', '{0} is yours now.', quoted(document.name));
            void this.messages.info(text, { timeout: 6000 });
        } catch (error) {
            const operation = nls.localize('sanyam/offers/failed', 'Could not accept {0}', quoted(offer.name));
            await this.errors.show(operation, error, () => this.accept(offer));
            return;
        }
        await this.open(offer);
    }

    private async open(offer: OwnershipOffer): Promise<void> {
        try {
            await this.editors.open({ id: offer.document_id, name: offer.name });
        } catch (error) {
            const operation = nls.localize('sanyam/share/newsFailed', 'Could not open {0}', quoted(offer.name));
            await this.errors.show(operation, error, () => this.open(offer));
        }
    }
}

/**
 * Says what an offer is and what it means to accept it.
 *
 * @param quote of the name, which its owner chose
 */
export function offerText(
    { name, owner_email, expires_at }: OwnershipOffer,
    quote: (name: string) => string,
    format: (email: string) => string
): string {
    return nls.localize(
        'sanyam/offers/confirm',
        '{0} wants to transfer {1} to you. It comes to the top of your documents, counts towards the limits of your plan, and {0} can still edit it. The offer ends on {2}.',
        format(owner_email ?? nls.localize('sanyam/cloudView/someone', 'Someone')),
        quote(name),
        new Date(expires_at).toLocaleDateString(shownLocale(nls.locale))
    );
}
