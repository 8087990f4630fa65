// SPDX-License-Identifier: MIT

import { isTransient } from '../saving/save-state';

/** Enough for the attempts before the connection is seen to be gone. A text can have 8 MB. */
const MOST = 3;

/**
 * The texts that an editor has sent and got no answer for. The cloud may have one of them as its newest version. The text
 * of the editor is then based on that version, and not in conflict with it.
 */
export class UnansweredTexts {
    private texts: readonly string[] = [];

    /** Returns whether the cloud may have a text from this editor without the editor knowing it. */
    has(text: string): boolean {
        return this.texts.includes(text);
    }

    /** The editor goes on from a text of the cloud. If it is another one, none of these is the cloud's newest any more. */
    goOnFrom(text: string): void {
        if (!this.has(text)) {
            this.texts = [];
        }
    }

    /** Saves a text, and keeps it while nobody knows whether it has arrived. */
    async during<Saved>(text: string, save: () => Promise<Saved>): Promise<Saved> {
        try {
            const saved = await save();
            this.texts = [];
            return saved;
        } catch (error) {
            if (isTransient(error) && !this.has(text)) {
                // Of many, the first ones are the likeliest to have arrived, and the last one.
                this.texts = [...this.texts.slice(0, MOST - 1), text];
            }
            throw error;
        }
    }
}
