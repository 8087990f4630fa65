// SPDX-License-Identifier: MIT

import { replaceHidden, withVisibleCharacters } from '@sanyam/types';

/** Characters of a message. The sentences of a gateway are shorter. */
const LONGEST = 1000;

/** The maximum number of invalid fields that are shown, as in an answer of the gateway. */
export const MOST_FIELDS = 100;

/**
 * Returns a name as a part of one line on a terminal, with the control characters and those without a glyph made
 * visible: `a[U+001B]b`. A name must not move the cursor, change colors or the direction of text.
 */
export function shownName(name: string): string {
    return withVisibleCharacters(name).replace(/\p{Cc}/gu, inBrackets);
}

/** Returns a text of several lines as {@link shownName}. Tabs, blanks and the ends of lines stay. */
export function shownText(text: string): string {
    return replaceHidden(text, inBrackets).replace(/(?![\t\n]|\r\n)\p{Cc}/gu, inBrackets);
}

/**
 * Returns JSON that means the same, in which the characters that {@link shownName} makes visible are escaped. They can
 * only be inside of strings.
 */
export function shownJson(json: string): string {
    return replaceHidden(json, escaped).replace(/[\u007F-\u009F]/g, escaped);
}

function inBrackets(character: string): string {
    return `[U+${hexadecimal(character.codePointAt(0) ?? 0)}]`;
}

/** Returns the escape of JSON, which has four digits: two of them for a character beyond U+FFFF. */
function escaped(character: string): string {
    return Array.from(
        { length: character.length },
        (_, index) => `\\u${hexadecimal(character.charCodeAt(index))}`
    ).join('');
}

function hexadecimal(code: number): string {
    return code.toString(16).toUpperCase().padStart(4, '0');
}

/** Returns a sentence of a server as {@link shownName}, on one line and with at most 1,000 characters of it. */
export function shownSentence(text: string): string {
    const shown = text
        .slice(0, LONGEST)
        .replace(/[\t\r\n]+/g, ' ')
        .toWellFormed();
    return shownName(shown) + (text.length > LONGEST ? ' …' : '');
}
