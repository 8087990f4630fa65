// SPDX-License-Identifier: MIT

/** What Markdown reads as a sign of its own inside a line. */
const SIGNS = /[\\`*_{}[\]()<>#+\-.!|~&:]/g;

/** A document's name in a notification, which Theia reads as Markdown: shown as it is, and never a link or a command. */
export function quoted(name: string): string {
    return `“${name.replace(SIGNS, '\\$&')}”`;
}
