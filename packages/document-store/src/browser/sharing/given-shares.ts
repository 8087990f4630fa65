// SPDX-License-Identifier: MIT

import { CloudDocumentStore } from '@sanyam/store';
import type { CloudDocument, DocumentShareList } from '@sanyam/types';
import { MessageService } from '@theia/core/lib/common/message-service';
import { nls } from '@theia/core/lib/common/nls';
import { generateUuid } from '@theia/core/lib/common/uuid';
import { inject, injectable } from '@theia/core/shared/inversify';
import { type FailureSentences, ManyDocuments } from '../cloud-view/many-documents';
import { inOrder } from '../../common/document-tree';
import { confirmLastEnd, SharingPlan } from './sharing-plan';

/** A share that the user gave, and its document. */
export interface GivenShare {
    readonly document: CloudDocument;
    readonly share: DocumentShareList[number];
}

/**
 * The most documents whose shares are read, one request each: those of a pro plan. The cloud has no list of all shares of
 * an owner.
 */
const MOST_DOCUMENTS = 100;

/** Reads and ends the shares that the user gave. */
@injectable()
export class GivenShares {
    @inject(CloudDocumentStore)
    protected readonly store: CloudDocumentStore;

    @inject(ManyDocuments)
    protected readonly many: ManyDocuments;

    @inject(SharingPlan)
    protected readonly plan: SharingPlan;

    @inject(MessageService)
    protected readonly messages: MessageService;

    /**
     * Returns the shares of documents. Of more than 100, those that changed last, and says so.
     *
     * @param retry shows the list again, when the user wants to try it again after a failure
     */
    async of(documents: readonly CloudDocument[], retry: () => Promise<unknown>): Promise<GivenShare[]> {
        const items = inOrder(documents, 'change').slice(0, MOST_DOCUMENTS);
        const { done, failed } = await this.many.run({
            items,
            nameOf: ({ name }) => name,
            progress: nls.localize('sanyam/mySharing/reading', 'Reading the shares of {0} documents…', items.length),
            perform: ({ id }) => this.store.shares.list(id)
        });
        if (documents.length > items.length) {
            const text = nls.localize(
                'sanyam/mySharing/cut',
                'The list has the shares of the {0} documents that changed last.',
                items.length
            );
            void this.messages.info(text, { timeout: 8000 });
        }
        const sentences: FailureSentences = {
            one: name => nls.localize('sanyam/mySharing/readFailed', 'Could not read the shares of {0}', name),
            several: count =>
                nls.localize('sanyam/mySharing/readFailedSeveral', 'Could not read the shares of {0} documents', count)
        };
        void this.many.showFailures(
            sentences,
            failed,
            ({ name }) => name,
            () => retry()
        );
        return done
            .flatMap(({ item, result }) => result.map(share => ({ document: item, share })))
            .sort((one, other) => one.share.email.localeCompare(other.share.email));
    }

    /** Ends shares at once. The notice can undo it. If the plan could not bring them back, it asks first. */
    async revoke(shares: readonly GivenShare[]): Promise<void> {
        const isLast = (await this.plan.missing()) !== undefined;
        if (isLast && !(await confirmLastEnd(peopleOf(shares)))) {
            return;
        }
        const { done, failed } = await this.many.run({
            items: shares,
            nameOf,
            progress: nls.localize('sanyam/mySharing/revoking', 'Ending the access of {0} people…', shares.length),
            perform: ({ share }) => this.store.shares.revoke(share.id, share.document_id)
        });
        const sentences: FailureSentences = {
            one: name => nls.localize('sanyam/mySharing/revokeFailed', 'Could not end the access of {0}', name),
            several: count => nls.localize('sanyam/mySharing/revokeFailedSeveral', 'Could not end {0} shares', count)
        };
        void this.many.showFailures(sentences, failed, nameOf, again => this.revoke(again));
        if (done.length > 0) {
            await this.tell(
                done.map(({ item }) => item),
                !isLast
            );
        }
    }

    private async tell(revoked: readonly GivenShare[], canUndo: boolean): Promise<void> {
        const undo = nls.localizeByDefault('Undo');
        const text =
            revoked.length === 1
                ? nls.localize('sanyam/mySharing/revokedOne', 'Ended 1 share.')
                : nls.localize('sanyam/mySharing/revoked', 'Ended {0} shares.', revoked.length);
        const actions = canUndo ? [undo] : [];
        if ((await this.messages.info(text, { timeout: 20_000 }, ...actions)) === undo) {
            await this.shareAgain(revoked);
        }
    }

    private async shareAgain(shares: readonly GivenShare[]): Promise<void> {
        const { failed } = await this.many.run({
            items: shares,
            nameOf,
            progress: nls.localize('sanyam/mySharing/sharing', 'Sharing with {0} people…', shares.length),
            perform: ({ share }) =>
                this.store.shares.create(share.document_id, {
                    email: share.email,
                    permission: share.permission,
                    ...(share.expires_at === null ? {} : { expires_at: share.expires_at }),
                    idempotency_key: generateUuid()
                })
        });
        const sentences: FailureSentences = {
            one: name => nls.localize('sanyam/mySharing/shareFailed', 'Could not share with {0}', name),
            several: count =>
                nls.localize('sanyam/mySharing/shareFailedSeveral', 'Could not bring back {0} shares', count)
        };
        await this.many.showFailures(sentences, failed, nameOf, again => this.shareAgain(again));
    }
}

function peopleOf(shares: readonly GivenShare[]): string {
    const [first, ...others] = new Set(shares.map(({ share }) => share.email));
    return others.length === 0
        ? (first ?? '')
        : nls.localize('sanyam/mySharing/people', '{0} people', others.length + 1);
}

function nameOf({ share, document }: GivenShare): string {
    return `${share.email} (${document.name})`;
}
