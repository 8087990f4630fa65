// SPDX-License-Identifier: MIT

import { CloudDocumentStore } from '@sanyam/store';
import { unformatted, type BlockedOwner } from '@sanyam/types';
import { MessageService } from '@theia/core/lib/common/message-service';
import { nls } from '@theia/core/lib/common/nls';
import { inject, injectable } from '@theia/core/shared/inversify';
import { CloudErrorPresenter } from '../cloud-error-presenter';
import { CloudListing } from '../cloud-view/cloud-listing';

/** The owners whose shares and offers do not reach the user. */
@injectable()
export class BlockedOwners {
    @inject(CloudDocumentStore)
    protected readonly store: CloudDocumentStore;

    @inject(CloudListing)
    protected readonly listing: CloudListing;

    @inject(CloudErrorPresenter)
    protected readonly errors: CloudErrorPresenter;

    @inject(MessageService)
    protected readonly messages: MessageService;

    /** Returns the address of an owner, or a word for one without an address. */
    nameOf({ email }: BlockedOwner): string {
        return email ?? nls.localize('sanyam/cloudView/someone', 'Someone');
    }

    /** Lets shares and offers of an owner reach the user again. */
    async unblock(owner: BlockedOwner): Promise<void> {
        const name = unformatted(this.nameOf(owner));
        try {
            await this.store.shares.unblock(owner.owner_id);
        } catch (error) {
            const operation = nls.localize('sanyam/share/unblockFailed', 'Could not unblock {0}', name);
            await this.errors.show(operation, error, () => this.unblock(owner));
            return;
        }
        await this.listing.reload();
        const text = nls.localize(
            'sanyam/share/unblocked',
            'Unblocked {0}. What this owner shares with you now reaches you again.',
            name
        );
        void this.messages.info(text, { timeout: 6000 });
    }
}
