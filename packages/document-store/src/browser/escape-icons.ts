// SPDX-License-Identifier: MIT

/** Takes no room, and keeps what is beside it together. */
const WORD_JOINER = '\u2060';

/**
 * Returns a text for the label of a quick pick, which would show `$(x)` as an icon. Monaco's own escape with a backslash
 * is for the eye alone: the filter of the list leaves out what is in the brackets.
 */
export function escapeIcons(text: string): string {
    return text.replaceAll('$(', `$${WORD_JOINER}(`);
}
