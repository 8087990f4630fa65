// SPDX-License-Identifier: MIT

import { CloudError, type DocumentPage, CHECK_INTERVAL, VisibleInterval } from '@sanyam/types';
import { Disposable, DisposableCollection } from '@theia/core/lib/common/disposable';
import { Emitter } from '@theia/core/lib/common/event';
import { inject, injectable } from '@theia/core/shared/inversify';
import { CloudDocumentService } from '../cloud-document-service';

/**
 * Detects changes by others: to the documents that are open in this window, and to the tree that it shows. It requests
 * the newest changes (one list page without contents) at an interval and when the window gets visible or focused, and one
 * open document that is not on that page. It pauses while the window is hidden.
 */
@injectable()
export class CloudDocumentWatcher {
    @inject(CloudDocumentService)
    protected readonly documents: CloudDocumentService;

    /** The number of watchers by document id. */
    private readonly watched = new Map<string, number>();
    /** The watched documents that are gone, which was said. Each event makes all trees read anew. */
    private readonly gone = new Set<string>();
    /** The newest change when this window last looked. */
    private newest: string | undefined;
    private readonly didFindNews = new Emitter<void>();
    /** Fires when documents were created, changed or removed since this window last looked. */
    readonly onDidFindNews = this.didFindNews.event;
    private readonly interval = new VisibleInterval(CHECK_INTERVAL, () => this.check());
    private checking: Promise<void> | undefined;
    /** Counts the checks of documents that are not among the newest. */
    private turn = 0;

    watch(documentId: string): Disposable {
        this.watched.set(documentId, (this.watched.get(documentId) ?? 0) + 1);
        return new DisposableCollection(
            this.hold(),
            Disposable.create(() => this.unwatch(documentId))
        );
    }

    /** Looks for news of any document, while somebody shows a tree. */
    watchTree(): Disposable {
        return this.hold();
    }

    private unwatch(documentId: string): void {
        const count = (this.watched.get(documentId) ?? 0) - 1;
        if (count > 0) {
            this.watched.set(documentId, count);
        } else {
            this.watched.delete(documentId);
            this.gone.delete(documentId);
        }
    }

    private hold(): Disposable {
        const held = this.interval.hold();
        this.check();
        return held;
    }

    private check(): void {
        if (document.visibilityState === 'visible') {
            this.checking ??= this.findChanges().finally(() => (this.checking = undefined));
        }
    }

    /**
     * Checks one of the documents that are not among the newest, in turn: it can be an old one, or gone. A check makes one
     * more request, however many are open.
     */
    private async checkNext(documentIds: readonly string[]): Promise<void> {
        const id = documentIds[this.turn++ % documentIds.length];
        const name = id === undefined ? undefined : this.documents.nameOf(id);
        if (id === undefined || name === undefined) {
            return;
        }
        const { items, next_cursor } = await this.documents.list({ include_shared: true, query: name, page_size: 100 });
        if (items.some(item => item.id === id)) {
            this.noteReturn(id);
        } else if (next_cursor === null && !this.gone.has(id) && !(await this.documents.findAgain(id))) {
            this.noteGone(id);
        }
    }

    private noteGone(documentId: string): void {
        if (this.watched.has(documentId)) {
            this.gone.add(documentId);
        }
    }

    /** An editor that showed a document as gone reads it again when it is back from the trash, or shared once more. */
    private noteReturn(documentId: string): void {
        if (this.gone.delete(documentId)) {
            this.documents.forget(documentId, 'changed');
        }
    }

    private async findChanges(): Promise<void> {
        // Take the ids before the request: a document created after it would seem to be missing from the list.
        const watched = [...this.watched.keys()];
        try {
            const page = await this.documents.list({ include_shared: true, page_size: 100 });
            const { items, next_cursor } = page;
            this.compare(page);
            const listed = new Set(items.map(({ id }) => id));
            listed.forEach(id => this.noteReturn(id));
            const missing = watched.filter(id => !listed.has(id));
            if (next_cursor === null) {
                for (const id of missing.filter(one => !this.gone.has(one))) {
                    this.noteGone(id);
                    this.documents.forget(id, 'removed');
                }
            } else {
                await this.checkNext(missing);
            }
        } catch (error) {
            // Offline or signed out: the next action of the user reports it. A background check does not.
            if (!(error instanceof CloudError)) {
                throw error;
            }
        }
    }

    private compare({ items: [first], total_count }: DocumentPage): void {
        const newest = `${total_count} ${first?.id} ${first?.updated_at}`;
        const isNews = this.newest !== undefined && this.newest !== newest;
        this.newest = newest;
        if (isNews) {
            this.didFindNews.fire();
        }
    }
}
