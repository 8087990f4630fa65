// SPDX-License-Identifier: MIT

import { CloudDocumentStore } from '@sanyam/store';
import type { CloudDocument } from '@sanyam/types';
import { ConfirmDialog } from '@theia/core/lib/browser/dialogs';
import { MessageService } from '@theia/core/lib/common/message-service';
import { nls } from '@theia/core/lib/common/nls';
import { inject, injectable } from '@theia/core/shared/inversify';
import { CloudDocumentService } from '../cloud-document-service';
import { CloudErrorPresenter } from '../cloud-error-presenter';
import { AccountUsage } from '../cloud-view/account-usage';
import { type FailureSentences, ManyDocuments } from '../cloud-view/many-documents';
import { TrashListing } from '../cloud-view/trash-listing';
import { CloudEditors } from '../editor/cloud-editors';
import { quoted, quotedPlainly } from '../quoted';

/** Milliseconds that the notice with Undo stays. The cloud takes a deletion back for ten minutes on every plan. */
const UNDO_NOTICE = 20_000;

/** A document that is, or goes, in the trash. */
export type TrashItem = Pick<CloudDocument, 'id' | 'name'>;

/** Moves documents to the trash and out of it. */
@injectable()
export class TrashActions {
    @inject(CloudDocumentStore)
    protected readonly store: CloudDocumentStore;

    @inject(CloudDocumentService)
    protected readonly service: CloudDocumentService;

    @inject(CloudEditors)
    protected readonly editors: CloudEditors;

    @inject(TrashListing)
    protected readonly trashListing: TrashListing;

    @inject(AccountUsage)
    protected readonly usage: AccountUsage;

    @inject(ManyDocuments)
    protected readonly many: ManyDocuments;

    @inject(CloudErrorPresenter)
    protected readonly errors: CloudErrorPresenter;

    @inject(MessageService)
    protected readonly messages: MessageService;

    /** Moves documents to the trash, and offers to undo it. Returns those that were moved. */
    async trash(items: readonly TrashItem[]): Promise<TrashItem[]> {
        const trashed = await this.trashQuietly(items);
        if (trashed.length > 0) {
            void this.offerUndo(trashed);
        }
        return trashed;
    }

    /** Moves documents to the trash, for an operation that offers to undo all of it. Returns those that were moved. */
    async trashQuietly(items: readonly TrashItem[]): Promise<TrashItem[]> {
        const { done, failed } = await this.many.run({
            items,
            nameOf,
            progress: nls.localize('sanyam/trash/moving', 'Moving {0} documents to the trash…', items.length),
            perform: item => this.service.trash(item.id)
        });
        const trashed = done.map(({ item }) => item);
        // An editor with unsaved text stays open, so that the text is not lost.
        trashed
            .flatMap(({ id }) => this.editors.of(id))
            .filter(({ saveable }) => !saveable.dirty)
            .forEach(widget => widget.close());
        const sentences: FailureSentences = {
            one: name => nls.localize('sanyam/trash/moveFailed', 'Could not move {0} to the trash', name),
            several: count =>
                nls.localize('sanyam/trash/moveFailedSeveral', 'Could not move {0} documents to the trash', count)
        };
        void this.many.showFailures(sentences, failed, nameOf, failedItems => this.trash(failedItems));
        return trashed;
    }

    /** Takes documents out of the trash. Returns those that are back. */
    async restore(items: readonly TrashItem[]): Promise<CloudDocument[]> {
        const { done, failed } = await this.many.run({
            items,
            nameOf,
            progress: nls.localize('sanyam/trash/restoring', 'Restoring {0} documents…', items.length),
            perform: async ({ id }) => {
                const document = await this.store.trash.restore(id);
                this.service.forget(id, 'created');
                return document;
            }
        });
        const sentences: FailureSentences = {
            one: name => nls.localize('sanyam/trash/restoreFailed', 'Could not restore {0}', name),
            several: count =>
                nls.localize('sanyam/trash/restoreFailedSeveral', 'Could not restore {0} documents', count)
        };
        void this.many.showFailures(sentences, failed, nameOf, failedItems => this.restore(failedItems));
        return done.map(({ result }) => result);
    }

    /** Says that a document must be restored before it can be opened, and offers to do that. */
    async offerRestore(item: TrashItem): Promise<void> {
        const restore = nls.localize('sanyam/cloudView/restore', 'Restore');
        const text = nls.localize(
            'sanyam/trash/open',
            '{0} is in the trash. Restore it to open it.',
            quoted(item.name)
        );
        if ((await this.messages.info(text, { timeout: 10_000 }, restore)) === restore) {
            await this.restore([item]);
        }
    }

    /** Asks for confirmation, then deletes documents in the trash with their versions and shares. */
    async deletePermanently(items: readonly TrashItem[]): Promise<void> {
        const [first] = items;
        const msg =
            items.length === 1 && first
                ? nls.localize(
                      'sanyam/trash/confirmOne',
                      'Are you sure you want to delete {0} with all its versions? You cannot undo this.',
                      quotedPlainly(first.name)
                  )
                : nls.localize(
                      'sanyam/trash/confirmMany',
                      'Are you sure you want to delete {0} documents with all their versions? You cannot undo this.',
                      items.length
                  );
        if (first && (await this.confirm(msg))) {
            await this.purge(items);
        }
    }

    /** Asks for confirmation, then deletes all documents in the trash. */
    async empty(): Promise<void> {
        const msg = nls.localize(
            'sanyam/trash/confirmAll',
            'Are you sure you want to delete all documents in the trash with all their versions? You cannot undo this.'
        );
        if (await this.confirm(msg)) {
            await this.emptyNow();
        }
    }

    private async emptyNow(): Promise<void> {
        try {
            const count = await this.store.trash.empty();
            await this.trashListing.reload();
            this.usage.refresh();
            const text =
                count === 1
                    ? nls.localize('sanyam/trash/emptiedOne', 'Deleted 1 document permanently.')
                    : nls.localize('sanyam/trash/emptied', 'Deleted {0} documents permanently.', count);
            void this.messages.info(text, { timeout: 5000 });
        } catch (error) {
            const operation = nls.localize('sanyam/trash/emptyFailed', 'Could not empty the trash');
            await this.errors.show(operation, error, () => this.emptyNow());
        }
    }

    private async purge(items: readonly TrashItem[]): Promise<void> {
        const { failed } = await this.many.run({
            items,
            nameOf,
            progress: nls.localize('sanyam/trash/deleting', 'Deleting {0} documents…', items.length),
            perform: async ({ id }) => {
                await this.store.trash.purge(id);
                this.service.forget(id, 'removed');
            }
        });
        const sentences: FailureSentences = {
            one: name => nls.localize('sanyam/trash/deleteFailed', 'Could not delete {0}', name),
            several: count => nls.localize('sanyam/trash/deleteFailedSeveral', 'Could not delete {0} documents', count)
        };
        await this.many.showFailures(sentences, failed, nameOf, failedItems => this.purge(failedItems));
    }

    private async offerUndo(trashed: readonly TrashItem[]): Promise<void> {
        const undo = nls.localizeByDefault('Undo');
        const [first] = trashed;
        const text =
            trashed.length === 1 && first
                ? nls.localize('sanyam/trash/movedOne', 'Moved {0} to the trash.', quoted(first.name))
                : nls.localize('sanyam/trash/movedMany', 'Moved {0} documents to the trash.', trashed.length);
        if ((await this.messages.info(text, { timeout: UNDO_NOTICE }, undo)) === undo) {
            await this.restore(trashed);
        }
    }

    private async confirm(msg: string): Promise<boolean> {
        const title = nls.localize('sanyam/trash/confirmTitle', 'Delete Permanently');
        return (await new ConfirmDialog({ title, msg, ok: title, maxWidth: 480 }).open()) ?? false;
    }
}

function nameOf({ name }: TrashItem): string {
    return name;
}
