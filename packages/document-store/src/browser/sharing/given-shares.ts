// SPDX-License-Identifier: MIT

import { CloudDocumentStore } from '@sanyam/store';
import type { GivenShare, GivenShareList } from '@sanyam/types';
import { MessageService } from '@theia/core/lib/common/message-service';
import { nls } from '@theia/core/lib/common/nls';
import { generateUuid } from '@theia/core/lib/common/uuid';
import { inject, injectable } from '@theia/core/shared/inversify';
import { type FailureSentences, ManyDocuments } from '../cloud-view/many-documents';
import { confirmLastEnd, SharingPlan } from './sharing-plan';

/** The most shares that are listed. A list of more is not for choosing. */
const MOST_SHARES = 5000;

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

    /** Returns all shares of the user, by address; of more than 5,000 the oldest, and says so. */
    async list(): Promise<GivenShare[]> {
        const shares: GivenShare[] = [];
        let cursor: string | null | undefined;
        while (cursor !== null && shares.length < MOST_SHARES) {
            const page: GivenShareList = await this.store.shares.listGiven(cursor);
            shares.push(...page.shares);
            cursor = page.next_cursor;
        }
        if (cursor !== null) {
            const text = nls.localize('sanyam/mySharing/cut', 'The list has your {0} oldest shares.', MOST_SHARES);
            void this.messages.info(text, { timeout: 8000 });
        }
        return shares.sort((one, other) => one.email.localeCompare(other.email));
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
            perform: ({ id, document_id }) => this.store.shares.revoke(id, document_id)
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
            perform: share =>
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
    const [first, ...others] = new Set(shares.map(({ email }) => email));
    return others.length === 0
        ? (first ?? '')
        : nls.localize('sanyam/mySharing/people', '{0} people', others.length + 1);
}

function nameOf({ email, document_name }: GivenShare): string {
    return `${email} (${document_name})`;
}
