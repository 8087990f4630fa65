// SPDX-License-Identifier: MIT

import { CloudDocumentStore } from '@sanyam/store';
import { unformatted, type CloudDocument } from '@sanyam/types';
import { ConfirmDialog, ConfirmSaveDialog, Dialog } from '@theia/core/lib/browser/dialogs';
import { MessageService } from '@theia/core/lib/common/message-service';
import { nls } from '@theia/core/lib/common/nls';
import { inject, injectable } from '@theia/core/shared/inversify';
import { CloudListing } from '../cloud-view/cloud-listing';
import { type FailureSentences, ManyDocuments } from '../cloud-view/many-documents';
import { CloudDocumentService } from '../cloud-document-service';
import { CloudErrorPresenter } from '../cloud-error-presenter';
import { quoted, quotedPlainly } from '../quoted';

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

    @inject(CloudDocumentService)
    protected readonly service: CloudDocumentService;

    @inject(CloudErrorPresenter)
    protected readonly errors: CloudErrorPresenter;

    @inject(MessageService)
    protected readonly messages: MessageService;

    /** Asks for confirmation, then leaves one document. The others of its owner stay. */
    async leaveOne(document: Pick<CloudDocument, 'id' | 'name'>): Promise<void> {
        const title = nls.localize('sanyam/share/leaveOneTitle', 'Leave Document');
        const msg = nls.localize(
            'sanyam/share/leaveOneConfirm',
            'You lose access to {0}. Only its owner can share it with you again.',
            quotedPlainly(document.name)
        );
        const ok = nls.localize('sanyam/share/leaveOk', 'Leave');
        if (await new ConfirmDialog({ title, msg, ok, maxWidth: 480 }).open()) {
            await this.leaveNow(document);
        }
    }

    private async leaveNow(document: Pick<CloudDocument, 'id' | 'name'>): Promise<void> {
        try {
            await this.store.shares.leaveDocument(document.id);
        } catch (error) {
            const operation = nls.localize('sanyam/share/leaveOneFailed', 'Could not leave {0}', quoted(document.name));
            await this.errors.show(operation, error, () => this.leaveNow(document));
            return;
        }
        this.service.forget(document.id, 'removed');
        const text = nls.localize('sanyam/share/leftDocument', 'You left {0}.', quoted(document.name));
        void this.messages.info(text, { timeout: 6000 });
    }

    /** Asks for confirmation, then leaves all documents that these owners share, and blocks the owners if the user wants. */
    async run(owners: readonly SharingOwner[]): Promise<void> {
        const names = owners.map(({ email }) => email).join(', ');
        const title = nls.localize('sanyam/share/leaveTitle', 'Leave Shared Documents');
        const msg = [
            nls.localize(
                'sanyam/share/leaveConfirm',
                'You lose access to all documents that {0} shares with you. Only the owner can share them again.',
                names
            ),
            // Only who shares something can be blocked: this is the moment.
            nls.localize(
                'sanyam/share/leaveBlockHint',
                'If you also block, new shares and offers do not reach you. The owner cannot see that, and My Sharing undoes it.'
            )
        ].join(' ');
        const isOnlyLeaving = await new ConfirmSaveDialog({
            title,
            msg,
            cancel: Dialog.CANCEL,
            dontSave: nls.localize('sanyam/share/leaveAndBlock', 'Leave and Block'),
            save: nls.localize('sanyam/share/leaveOk', 'Leave'),
            maxWidth: 520
        }).open();
        if (isOnlyLeaving !== undefined) {
            await this.leave(owners, !isOnlyLeaving);
        }
    }

    private async leave(from: readonly SharingOwner[], isBlocking: boolean): Promise<void> {
        const { done, failed } = await this.many.run({
            items: from,
            nameOf: ({ email }) => email,
            progress: nls.localize('sanyam/share/leaving', 'Leaving…'),
            perform: ({ id }) => (isBlocking ? this.store.shares.block(id) : this.store.shares.leave(id))
        });
        await this.listing.reload();
        const [first] = done;
        if (first) {
            const count = done.reduce((sum, { result }) => sum + result, 0);
            const owners = unformatted(done.map(({ item }) => item.email).join(', '));
            const text =
                count === 1
                    ? nls.localize('sanyam/share/leftOne', 'You left 1 document of {0}.', owners)
                    : nls.localize('sanyam/share/left', 'You left {0} documents of {1}.', count, owners);
            void this.messages.info(text, { timeout: 6000 });
        }
        const sentences: FailureSentences = {
            one: name => nls.localize('sanyam/share/leaveFailed', 'Could not leave the documents of {0}', name),
            several: count =>
                nls.localize('sanyam/share/leaveFailedSeveral', 'Could not leave the documents of {0} people', count)
        };
        await this.many.showFailures(
            sentences,
            failed,
            ({ email }) => email,
            items => this.leave(items, isBlocking)
        );
    }
}
