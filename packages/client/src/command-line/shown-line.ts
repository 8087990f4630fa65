// SPDX-License-Identifier: MIT

import { withVisibleCharacters } from '@sanyam/types';

/** Characters of a message. The sentences of a gateway are shorter. */
const LONGEST = 1000;

/** The maximum number of invalid fields that are shown, as in an answer of the gateway. */
export const MOST_FIELDS = 100;

/**
 * Returns a name as a part of one line on a terminal, with the control characters and those without a glyph made
 * visible: `a[U+001B]b`. A name must not move the cursor, change colors or the direction of text.
 */
export function shownName(name: string): string {
    return withVisibleCharacters(name).replace(
        /\p{Cc}/gu,
        control => `[U+${control.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}]`
    );
}

/** Returns a sentence of a server as {@link shownName}, on one line and with at most 1,000 characters of it. */
export function shownSentence(text: string): string {
    const shown = text
        .slice(0, LONGEST)
        .replace(/[\t\r\n]+/g, ' ')
        .toWellFormed();
    return shownName(shown) + (text.length > LONGEST ? ' …' : '');
}
