// SPDX-License-Identifier: MIT

import { CloudDocumentStore } from '@sanyam/store';
import {
    AuthSession,
    CHECK_INTERVAL,
    CloudError,
    onDidChangeUser,
    unformatted,
    VisibleInterval,
    type CloudDocument,
    type OwnershipOffer
} from '@sanyam/types';
import type { FrontendApplicationContribution } from '@theia/core/lib/browser/frontend-application-contribution';
import type { Disposable } from '@theia/core/lib/common/disposable';
import { LocalStorageService } from '@theia/core/lib/browser/storage-service';
import { MessageService } from '@theia/core/lib/common/message-service';
import { nls } from '@theia/core/lib/common/nls';
import { inject, injectable, optional } from '@theia/core/shared/inversify';
import type { NoticeOptions } from '../closable-notifications';
import { CloudDocumentService } from '../cloud-document-service';
import { quoted } from '../quoted';
import { othersOf } from './others-of-offer';
import { offerText, OwnershipOffers } from './ownership-offers';

/** The offers that the user has seen in this browser, behind it the user's id. The notice comes once; My Sharing has them all. */
const SEEN = 'sanyam.offers.seen';

/**
 * Tells the user about documents that others want to transfer to them, and about those that others have taken over. An offer
 * is no document of the user, so that no list of documents has it: one request more at each interval.
 */
@injectable()
export class TransferNews implements FrontendApplicationContribution {
    @inject(CloudDocumentStore)
    protected readonly store: Pick<CloudDocumentStore, 'ownership'>;

    @inject(CloudDocumentService)
    protected readonly service: Pick<CloudDocumentService, 'onDidGiveAway'>;

    @inject(OwnershipOffers)
    protected readonly offers: Pick<OwnershipOffers, 'accept' | 'decline'>;

    @inject(MessageService)
    protected readonly messages: MessageService;

    @inject(LocalStorageService)
    protected readonly storage: Pick<LocalStorageService, 'getData' | 'setData'>;

    @inject(AuthSession)
    @optional()
    protected readonly session: AuthSession | undefined;

    /** What closes the notices of the offers that this window has shown to the present user. */
    private told = new Map<string, AbortController>();
    private held: Disposable | undefined;
    private readonly interval = new VisibleInterval(CHECK_INTERVAL, () => void this.check());

    onStart(): void {
        this.service.onDidGiveAway(document => void this.tellOfAcceptance(document));
        onDidChangeUser(this.session, () => this.follow());
        void this.session?.ready.then(() => this.follow());
    }

    onStop(): void {
        this.interval.dispose();
    }

    private follow(): void {
        this.held?.dispose();
        this.held = undefined;
        this.told.forEach(notice => notice.abort());
        this.told = new Map();
        if (this.session?.user) {
            this.held = this.interval.hold();
            void this.check();
        }
    }

    /** Reads the offers, and shows those that no window of this browser has shown to the user. */
    async check(): Promise<void> {
        const { told } = this;
        try {
            const key = `${SEEN} ${this.session?.user?.id}`;
            const offers = await this.store.ownership.listOffers();
            const seen = new Set(await this.storage.getData<string[]>(key, []));
            // An answer that comes late is one for the user before.
            if (told === this.told) {
                this.compare(offers, seen);
                await this.storage.setData(key, offers.map(keyOf));
            }
        } catch (error) {
            // Nobody has asked for this. What the user does next says that the cloud is away.
            if (!CloudError.is(error)) {
                console.error(error);
            }
        }
    }

    /** Shows new offers, and closes the notices of those that have an answer, or none any more. */
    private compare(offers: readonly OwnershipOffer[], seen: ReadonlySet<string>): void {
        const present = new Set(offers.map(keyOf));
        for (const [key, notice] of this.told) {
            if (!present.has(key)) {
                notice.abort();
                this.told.delete(key);
            }
        }
        for (const offer of offers.filter(one => !this.told.has(keyOf(one)) && !seen.has(keyOf(one)))) {
            const notice = new AbortController();
            this.told.set(keyOf(offer), notice);
            this.show(offer, notice.signal).catch((error: unknown) => console.error(error));
        }
    }

    private async show(offer: OwnershipOffer, until: AbortSignal): Promise<void> {
        const accept = nls.localize('sanyam/offers/accept', 'Accept');
        const decline = nls.localize('sanyam/offers/decline', 'Decline');
        const options: NoticeOptions = { until };
        const later = nls.localize('sanyam/offers/find', 'You find it later in “Sanyam: My Sharing”.');
        const text = [offerText(offer, quoted, unformatted), ...othersOf(offer), later].join(' ');
        const answer = await this.messages.info(text, options, accept, decline);
        if (answer === accept) {
            await this.offers.accept(offer);
        } else if (answer === decline) {
            await this.offers.decline(offer);
        }
    }

    private async tellOfAcceptance({ name, owner_email }: CloudDocument): Promise<void> {
        const text = nls.localize(
            'sanyam/offers/taken',
            '{0} has accepted {1}. It is theirs now, and you can still edit it.',
            unformatted(owner_email ?? nls.localize('sanyam/cloudView/someone', 'Someone')),
            quoted(name)
        );
        await this.messages.info(text);
    }
}

function keyOf({ document_id, offered_at }: OwnershipOffer): string {
    return `${document_id} ${offered_at}`;
}
