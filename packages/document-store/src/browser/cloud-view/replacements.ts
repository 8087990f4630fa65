// SPDX-License-Identifier: MIT

import type { CloudDocument } from '@sanyam/types';

/** The most characters of texts before and after that one upload keeps for Undo: all of a small plan, and 40 MB of memory. */
const MOST_KEPT = 20_000_000;

/** A replaced document with its text before and after. */
export interface Replaced {
    readonly document: CloudDocument;
    readonly before: string;
    readonly after: string;
}

/** What one upload has replaced, for its Undo. */
export class Replacements {
    /** Keys are the ids of documents. */
    private readonly replaced = new Map<string, Replaced>();
    private characters = 0;
    private dropped = 0;

    /** What can be brought back. */
    get kept(): Replaced[] {
        return [...this.replaced.values()];
    }

    /** The number of replaced texts that cannot be brought back, because they are too long together. */
    get droppedCount(): number {
        return this.dropped;
    }

    note(replaced: Replaced): void {
        const length = replaced.before.length + replaced.after.length;
        if (this.characters + length > MOST_KEPT) {
            this.dropped++;
            return;
        }
        this.characters += length;
        this.replaced.set(replaced.document.id, replaced);
    }
}
