// SPDX-License-Identifier: MIT

import type { Disposable } from '@theia/core/lib/common/disposable';
import { DisposableCollection } from '@theia/core/lib/common/disposable';
import type { Event } from '@theia/core/lib/common/event';
import { nls } from '@theia/core/lib/common/nls';
import { DraftRefused, type Draft, type DraftKey } from './draft';
import type { DraftStore } from './draft-store';

/** Milliseconds from an edit until the text is kept. With the time of the write, that is within a second. */
const DELAY = 400;

/** The text of an editor. */
export interface DraftedText {
    readonly dirty: boolean;
    readonly onDirtyChanged: Event<void>;
    readonly onContentChanged: Event<void>;
    /** Returns the text as a draft. */
    snapshot(): Draft;
}

/**
 * Keeps the unsaved text of one editor as a draft, and deletes it when the text is saved or thrown away. Operations on
 * the store run one after the other, so that an older text never replaces a newer one, or a deletion.
 */
export class DraftKeeper implements Disposable {
    private readonly toDispose = new DisposableCollection();
    private timer: ReturnType<typeof setTimeout> | undefined;
    private work: Promise<void> = Promise.resolve();
    private present: string | undefined;
    /** Whether the store may have a draft. */
    private isKept = false;
    /** Whether the last write failed. */
    private isRefused = false;

    /**
     * @param id of the draft, which no other window uses
     * @param window the id of this window
     * @param refused is told once when a text cannot be kept, and why
     */
    constructor(
        private readonly store: DraftStore,
        private readonly text: DraftedText,
        private readonly id: string,
        private readonly window: string,
        private readonly refused: (reason: string) => void
    ) {
        this.toDispose.push(text.onContentChanged(() => this.schedule()));
        this.toDispose.push(
            text.onDirtyChanged(() => {
                if (text.dirty) {
                    this.schedule();
                } else {
                    this.discard();
                }
            })
        );
    }

    /** The draft stays: an editor that is closed without a decision about its text is one that crashed. */
    dispose(): void {
        this.toDispose.dispose();
        clearTimeout(this.timer);
    }

    /** Says for whom the text is kept. Without an owner, it is not kept. The draft of the former owner goes. */
    setOwner(owner: string | undefined): void {
        const former = this.key();
        if (owner === this.present) {
            return;
        }
        this.present = owner;
        if (this.isKept && former !== undefined) {
            this.isKept = false;
            this.run(() => this.store.delete(former));
        }
        this.schedule();
    }

    /** Stores what was typed until now. Returns whether the store has it. */
    async flush(): Promise<boolean> {
        clearTimeout(this.timer);
        this.timer = undefined;
        this.keep();
        await this.idle();
        return this.isKept && !this.isRefused;
    }

    /** Resolves when the store has done what it was asked to. */
    idle(): Promise<void> {
        return this.work;
    }

    private schedule(): void {
        if (this.text.dirty && this.present !== undefined && !this.toDispose.disposed) {
            this.timer ??= setTimeout(() => {
                this.timer = undefined;
                this.keep();
            }, DELAY);
        }
    }

    private keep(): void {
        const key = this.key();
        if (key === undefined || !this.text.dirty) {
            return;
        }
        this.isKept = true;
        this.run(async () => {
            // What happened while this waited for its turn counts.
            if (this.text.dirty && this.present === key.owner) {
                await this.put(key);
            }
        });
    }

    private async put(key: DraftKey): Promise<void> {
        try {
            await this.store.put(key, this.window, this.text.snapshot());
            this.isRefused = false;
        } catch (error) {
            if (!this.isRefused) {
                this.isRefused = true;
                this.refused(
                    error instanceof DraftRefused
                        ? error.message
                        : nls.localize('sanyam/drafts/notStored', 'The browser cannot store it.')
                );
            }
            if (!(error instanceof DraftRefused)) {
                throw error;
            }
        }
    }

    private discard(): void {
        clearTimeout(this.timer);
        this.timer = undefined;
        const key = this.key();
        if (this.isKept && key !== undefined) {
            this.run(async () => {
                // Somebody may type while this waits for its turn. The draft stays then, until the text is saved again.
                if (!this.text.dirty && this.isKept && this.present === key.owner) {
                    this.isKept = false;
                    await this.store.delete(key);
                }
            });
        }
    }

    private key(): DraftKey | undefined {
        return this.present === undefined ? undefined : { owner: this.present, id: this.id };
    }

    private run(work: () => Promise<void>): void {
        this.work = this.work.then(work).catch((error: unknown) => console.error('Could not keep a draft.', error));
    }
}
