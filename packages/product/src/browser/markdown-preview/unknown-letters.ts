// SPDX-License-Identifier: MIT

/** Letters of a preview that no font knows. A browser looks for each in all fonts, and begins anew behind it. */
const MAX_UNKNOWN = 1000;

/** For private use, not yet assigned, or never. Fonts of symbols have some. */
const UNKNOWN = /[\p{Co}\p{Cn}]/gu;

const REPLACEMENT = '\u{fffd}';

/** Counts the letters that no font knows, and replaces them when there are too many. */
export class UnknownLetters {
    private count = 0;

    get areTooMany(): boolean {
        return this.count > MAX_UNKNOWN;
    }

    /** Returns a text as it can be shown. */
    replaceIn(text: string): string {
        return text.replace(UNKNOWN, letter => (++this.count > MAX_UNKNOWN ? REPLACEMENT : letter));
    }
}
