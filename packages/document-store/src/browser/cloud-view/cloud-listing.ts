// SPDX-License-Identifier: MIT

import { AuthSession, type CloudDocument, onDidChangeUser, CHECK_INTERVAL, VisibleInterval } from '@sanyam/types';
import { Disposable, DisposableCollection } from '@theia/core/lib/common/disposable';
import { Emitter } from '@theia/core/lib/common/event';
import { inject, injectable, optional, postConstruct } from '@theia/core/shared/inversify';
import { CloudDocumentService } from '../cloud-document-service';
import { CloudConnection } from '../connection/cloud-connection';

/** Documents on a page: the most that the database gives. */
const PAGE_SIZE = 100;

/** The most documents that the list holds, at some 600 bytes each: those that changed last. It says if there are more. */
const MOST_LISTED = 20_000;

/**
 * Checks between two complete loads. A check reads what changed. It does not see that a permission changed, or that one
 * share ended while another began.
 */
const CHECKS_PER_LOAD = 20;

/** Milliseconds in which several changes of this window become one check. */
const DEBOUNCE = 50;

/** What is known of the list. */
export type ListingPhase = 'idle' | 'loading' | 'ready';

/**
 * The documents that the user can see, without their texts: own and shared ones. It loads page by page, so that the first
 * 100 show at once, and asks only while a view holds it. After the first load, a check is one request: the newest changes
 * come first, so that it stops at the first page with nothing new.
 */
@injectable()
export class CloudListing implements Disposable {
    @inject(CloudDocumentService)
    protected readonly service: CloudDocumentService;

    @inject(AuthSession)
    @optional()
    protected readonly session: AuthSession | undefined;

    @inject(CloudConnection)
    @optional()
    protected readonly connection: CloudConnection | undefined;

    /** Keys are ids. */
    private readonly listed = new Map<string, CloudDocument>();
    private currentPhase: ListingPhase = 'idle';
    private currentFailure: unknown;
    private loadedAt: number | undefined;
    private total = 0;
    private checks = 0;
    private running: Promise<void> | undefined;
    private isAskedAgain = false;
    private abort = new AbortController();
    private timer: ReturnType<typeof setTimeout> | undefined;
    private readonly interval = new VisibleInterval(CHECK_INTERVAL, () => void this.check());
    private readonly toDispose = new DisposableCollection();
    private readonly didChange = new Emitter<void>();
    /** Fires when the documents, the phase or the failure changed. */
    readonly onDidChange = this.didChange.event;

    @postConstruct()
    protected init(): void {
        this.toDispose.pushAll([
            this.didChange,
            this.interval,
            Disposable.create(() => clearTimeout(this.timer)),
            this.service.onDidChange(({ documentId, kind }) => this.follow(documentId, kind))
        ]);
        this.connection?.onDidChange(() => this.checkIfHeld());
        onDidChangeUser(this.session, () => this.startAgain());
    }

    dispose(): void {
        this.abort.abort();
        this.toDispose.dispose();
    }

    get phase(): ListingPhase {
        return this.currentPhase;
    }

    /** The reason why the last request failed; undefined after a successful one. */
    get failure(): unknown {
        return this.currentFailure;
    }

    /** When the documents were last in agreement with the cloud, in milliseconds since 1970. */
    get updatedAt(): number | undefined {
        return this.loadedAt;
    }

    /** Whether the user has more documents than the list holds. */
    get isCut(): boolean {
        return this.currentPhase === 'ready' && this.listed.size >= MOST_LISTED && this.total > this.listed.size;
    }

    /** The documents that were loaded so far, in no order. */
    get documents(): Iterable<CloudDocument> {
        return this.listed.values();
    }

    get size(): number {
        return this.listed.size;
    }

    document(documentId: string): CloudDocument | undefined {
        return this.listed.get(documentId);
    }

    /** Keeps the list up to date until the result is disposed. */
    hold(): Disposable {
        const held = this.interval.hold();
        void this.check();
        return held;
    }

    /** Loads the whole list again, after the check that runs. Resolves when it is loaded, or has failed. */
    async reload(): Promise<void> {
        await this.settled();
        this.checks = 0;
        await this.check();
    }

    /** Resolves when all requests that were made so far are answered. */
    async settled(): Promise<void> {
        await this.session?.ready;
        while (this.running) {
            await this.running;
        }
    }

    /** Puts a document in the list that the cloud has just answered, so that a change shows before the next check. */
    note(document: CloudDocument): void {
        if (document.deleted_at !== null) {
            this.listed.delete(document.id);
        } else if ((this.listed.get(document.id)?.version ?? 0) <= document.version) {
            this.listed.set(document.id, document);
        }
        this.didChange.fire();
    }

    /** Reads what changed. Never rejects: a failure is in {@link failure}. */
    private async check(): Promise<void> {
        if (this.running) {
            this.isAskedAgain = true;
            return this.running;
        }
        await this.session?.ready;
        if (this.session && !this.session.user) {
            return;
        }
        if (!this.running) {
            const run = this.run();
            this.running = run;
            await run;
            // Another user may have signed in, for whom another one runs.
            if (this.running === run) {
                this.running = undefined;
            }
        } else {
            await this.running;
        }
        if (this.isAskedAgain) {
            this.isAskedAgain = false;
            await this.check();
        }
    }

    private async run(): Promise<void> {
        const { abort } = this;
        try {
            if (this.currentPhase === 'idle') {
                this.currentPhase = 'loading';
                this.didChange.fire();
            }
            const isComplete = this.checks % CHECKS_PER_LOAD !== 0 && (await this.readChanges(abort.signal));
            if (!isComplete) {
                await this.readAll(abort.signal);
            }
            if (!abort.signal.aborted) {
                this.checks++;
                this.currentPhase = 'ready';
                this.currentFailure = undefined;
                this.loadedAt = Date.now();
                this.didChange.fire();
            }
        } catch (error) {
            if (!abort.signal.aborted) {
                this.currentFailure = error;
                this.didChange.fire();
            }
        }
    }

    /** Reads pages until one has nothing new. Returns whether the list is then complete. */
    private async readChanges(signal: AbortSignal): Promise<boolean> {
        let cursor: string | undefined;
        do {
            const page = await this.page(cursor, signal);
            const isKnown = page.items.some(document => isSame(this.listed.get(document.id), document));
            this.take(page.items, signal);
            cursor = isKnown ? undefined : (page.next_cursor ?? undefined);
        } while (cursor !== undefined);
        return this.listed.size === Math.min(this.total, MOST_LISTED);
    }

    private async readAll(signal: AbortSignal): Promise<void> {
        const seen = new Set<string>();
        let cursor: string | undefined;
        do {
            const page = await this.page(cursor, signal);
            page.items.forEach(({ id }) => seen.add(id));
            this.take(page.items, signal);
            cursor = page.next_cursor ?? undefined;
        } while (cursor !== undefined && seen.size < MOST_LISTED);
        if (seen.size > PAGE_SIZE) {
            // A document that changed meanwhile moved to the first page.
            const { items } = await this.page(undefined, signal);
            items.forEach(({ id }) => seen.add(id));
            this.take(items, signal);
        }
        if (!signal.aborted) {
            [...this.listed.keys()].filter(id => !seen.has(id)).forEach(id => this.listed.delete(id));
        }
    }

    private async page(cursor: string | undefined, signal: AbortSignal) {
        const query = { include_shared: true, page_size: PAGE_SIZE, ...(cursor === undefined ? {} : { cursor }) };
        const page = await this.service.list(query, signal);
        if (!signal.aborted) {
            this.total = page.total_count;
        }
        return page;
    }

    private take(documents: readonly CloudDocument[], signal: AbortSignal): void {
        if (!signal.aborted) {
            documents.forEach(document => this.listed.set(document.id, document));
            if (this.currentPhase === 'loading') {
                this.didChange.fire();
            }
        }
    }

    private follow(documentId: string, kind: 'created' | 'changed' | 'removed'): void {
        if (kind === 'removed' && this.listed.delete(documentId)) {
            this.didChange.fire();
        }
        if (this.interval.isHeld && this.timer === undefined) {
            this.timer = setTimeout(() => {
                this.timer = undefined;
                void this.check();
            }, DEBOUNCE);
        }
    }

    /** Forgets the previous user's documents. */
    private startAgain(): void {
        this.abort.abort();
        this.abort = new AbortController();
        this.running = undefined;
        this.isAskedAgain = false;
        this.listed.clear();
        [this.total, this.checks] = [0, 0];
        this.currentPhase = 'idle';
        this.currentFailure = undefined;
        this.loadedAt = undefined;
        this.didChange.fire();
        this.checkIfHeld();
    }

    private checkIfHeld(): void {
        if (this.interval.isHeld) {
            void this.check();
        }
    }
}

/** Returns whether a view would show nothing new. */
function isSame(known: CloudDocument | undefined, document: CloudDocument): boolean {
    return (
        known !== undefined &&
        known.version === document.version &&
        known.updated_at === document.updated_at &&
        known.permission === document.permission &&
        known.read_only_reason === document.read_only_reason &&
        known.access_ends_at === document.access_ends_at
    );
}
