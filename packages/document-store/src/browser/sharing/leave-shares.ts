// SPDX-License-Identifier: MIT

import { CloudDocumentStore } from '@sanyam/store';
import { ConfirmDialog } from '@theia/core/lib/browser/dialogs';
import { MessageService } from '@theia/core/lib/common/message-service';
import { nls } from '@theia/core/lib/common/nls';
import { inject, injectable } from '@theia/core/shared/inversify';
import { CloudListing } from '../cloud-view/cloud-listing';
import { ManyDocuments } from '../cloud-view/many-documents';
import { unformatted } from '../quoted';

/** An owner who shares documents with the user. */
export interface SharingOwner {
    readonly id: string;
    readonly email: string;
}

/** Ends what others share with the user. The owners can share again. */
@injectable()
export class LeaveShares {
    @inject(CloudDocumentStore)
    protected readonly store: CloudDocumentStore;

    @inject(CloudListing)
    protected readonly listing: CloudListing;

    @inject(ManyDocuments)
    protected readonly many: ManyDocuments;

    @inject(MessageService)
    protected readonly messages: MessageService;

    /** Asks for confirmation, then leaves all documents that these owners share. */
    async run(owners: readonly SharingOwner[]): Promise<void> {
        const names = owners.map(({ email }) => email).join(', ');
        const title = nls.localize('sanyam/share/leaveTitle', 'Leave Shared Documents');
        const msg = nls.localize(
            'sanyam/share/leaveConfirm',
            'You lose access to all documents that {0} shares with you. Only the owner can share them again.',
            names
        );
        const ok = nls.localize('sanyam/share/leaveOk', 'Leave');
        if (await new ConfirmDialog({ title, msg, ok, maxWidth: 480 }).open()) {
            await this.leave(owners);
        }
    }

    private async leave(owners: readonly SharingOwner[]): Promise<void> {
        const { done, failed } = await this.many.run({
            items: owners,
            nameOf: ({ email }) => email,
            progress: nls.localize('sanyam/share/leaving', 'Leaving…'),
            perform: ({ id }) => this.store.shares.leave(id)
        });
        await this.listing.reload();
        const [first] = done;
        if (first) {
            const count = done.reduce((sum, { result }) => sum + result, 0);
            const text = nls.localize(
                'sanyam/share/left',
                'You left {0} documents of {1}.',
                count,
                unformatted(done.map(({ item }) => item.email).join(', '))
            );
            void this.messages.info(text, { timeout: 6000 });
        }
        const operation = nls.localize('sanyam/share/leaveFailed', 'Could not leave the documents of');
        await this.many.showFailures(
            operation,
            failed,
            ({ email }) => email,
            items => this.leave(items)
        );
    }
}
