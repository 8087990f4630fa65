// SPDX-License-Identifier: MIT

import { DisposableCollection, type Disposable } from '@theia/core/lib/common/disposable';
import type { Event } from '@theia/core/lib/common/event';
import type { SaveState } from '../saving/save-state';
import type { AutoSaveSettings } from './auto-save-preferences';

/** While the user types without a pause, the text is saved after this many delays. */
const MAX_DELAYS = 6;

/** Milliseconds until the first retry. Each one after it waits twice as long, up to the limit. */
const FIRST_RETRY = 2_000;
const MAX_RETRY = 60_000;

/** The text of a document that can be saved. */
export interface SavedText {
    readonly saveState: SaveState;
    readonly onDidChangeSaveState: Event<void>;
    readonly onContentChanged: Event<void>;
    /** Saves by a timer. Never rejects: {@link saveState} says how it went. */
    saveAutomatically(): Promise<void>;
}

/**
 * Saves one document when the user pauses, and again when a save failed for lack of a connection. It leaves a conflict
 * alone until the user has decided, and a refusal until the text or the session changes.
 */
export class DocumentAutoSave implements Disposable {
    private readonly toDispose = new DisposableCollection();
    private editTimer: ReturnType<typeof setTimeout> | undefined;
    private retryTimer: ReturnType<typeof setTimeout> | undefined;
    /** When the oldest edit that is not saved was made, in milliseconds since 1970. */
    private firstEdit: number | undefined;
    private retries = 0;

    /**
     * @param settings the present ones
     * @param random a number from 0 to 1, so that windows do not all come back at the same moment
     */
    constructor(
        private readonly text: SavedText,
        private readonly settings: () => AutoSaveSettings,
        private readonly random: () => number = Math.random
    ) {
        this.toDispose.push(text.onContentChanged(() => this.onEdit()));
        this.toDispose.push(text.onDidChangeSaveState(() => this.onState()));
        this.onState();
    }

    dispose(): void {
        this.toDispose.dispose();
        this.stop();
    }

    /** Follows a change of the settings. */
    update(): void {
        this.stop();
        this.onEdit();
        this.onState();
    }

    /** Saves at once, if the text waits for a connection or was refused: that may be over. */
    retry(): void {
        const { kind } = this.text.saveState;
        if (kind === 'pending' || kind === 'failed') {
            this.retries = 0;
            this.save();
        }
    }

    private onEdit(): void {
        const { enabled, delay } = this.settings();
        const { kind } = this.text.saveState;
        if (!enabled || kind === 'saved' || kind === 'trashed' || kind === 'conflict') {
            return;
        }
        this.firstEdit ??= Date.now();
        const latest = this.firstEdit + MAX_DELAYS * delay;
        clearTimeout(this.editTimer);
        this.editTimer = setTimeout(() => this.save(), Math.max(0, Math.min(delay, latest - Date.now())));
    }

    private onState(): void {
        switch (this.text.saveState.kind) {
            case 'saved':
            case 'trashed':
            case 'conflict':
                this.retries = 0;
                this.stop();
                break;
            case 'pending':
                this.scheduleRetry();
                break;
            case 'unsaved':
                // A merge of a newer version makes a text unsaved, too.
                if (this.editTimer === undefined) {
                    this.onEdit();
                }
                break;
            case 'saving':
            case 'failed':
                break;
        }
    }

    private scheduleRetry(): void {
        if (this.settings().enabled && this.retryTimer === undefined) {
            const wait = Math.min(FIRST_RETRY * 2 ** this.retries, MAX_RETRY) * (1 + this.random() / 2);
            this.retries++;
            this.retryTimer = setTimeout(() => this.save(), wait);
        }
    }

    private save(): void {
        this.stop();
        if (this.settings().enabled) {
            this.text.saveAutomatically().catch((error: unknown) => console.error(error));
        }
    }

    private stop(): void {
        clearTimeout(this.editTimer);
        clearTimeout(this.retryTimer);
        this.editTimer = undefined;
        this.retryTimer = undefined;
        this.firstEdit = undefined;
    }
}
