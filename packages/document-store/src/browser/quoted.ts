// SPDX-License-Identifier: MIT

/** What Markdown reads as a sign of its own inside a line. */
const SIGNS = /[\\`*_{}[\]()<>#+\-.!|~&:]/g;

/** A text where Theia reads Markdown, in a notification for one: shown as it is, and never a link or a command. */
export function unformatted(text: string): string {
    return text.replace(SIGNS, '\\$&');
}

/** A document's name where Theia reads Markdown. */
export function quoted(name: string): string {
    return `“${unformatted(name)}”`;
}
