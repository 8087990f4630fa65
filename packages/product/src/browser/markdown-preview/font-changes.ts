// SPDX-License-Identifier: MIT

import { fontOf, SHARED } from '../fonts';

/**
 * Changes of the font in a preview. A browser shapes the letters before and after each by themselves, which takes it 20 µs:
 * 45,000 of each kind, one after the other, stop the window for seconds. A long text in Chinese with English words has
 * some thousands.
 */
const MAX_CHANGES = 15_000;

/** Counts the changes of the font in a text. */
export class FontChanges {
    private changes = 0;
    private last = 0;

    get areTooMany(): boolean {
        return this.changes > MAX_CHANGES;
    }

    /** Returns a text, or its beginning if the rest has too many changes. */
    take(text: string): string {
        let end = 0;
        for (const letter of text) {
            const font = SHARED.test(letter) ? this.last : fontOf(letter.codePointAt(0) ?? 0);
            this.changes += font === this.last ? 0 : 1;
            this.last = font;
            if (this.areTooMany) {
                break;
            }
            end += letter.length;
        }
        return text.slice(0, end);
    }
}
