// SPDX-License-Identifier: MIT

/** Characters with a meaning in inline Markdown. */
const MARKUP = /[\\`*_{}[\]()<>#+\-.!|~&:]/g;

/** Escapes a text for places where Theia renders Markdown, such as notifications. It never becomes a link or a command. */
export function unformatted(text: string): string {
    return text.replace(MARKUP, '\\$&');
}
