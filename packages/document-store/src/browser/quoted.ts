// SPDX-License-Identifier: MIT

import { withVisibleCharacters } from '@sanyam/types';
import { nls } from '@theia/core/lib/common/nls';

/** Characters with a meaning in inline Markdown. */
const MARKUP = /[\\`*_{}[\]()<>#+\-.!|~&:]/g;

/** Escapes a text for places where Theia renders Markdown, such as notifications. It never becomes a link or a command. */
export function unformatted(text: string): string {
    return text.replace(MARKUP, '\\$&');
}

/** Returns a document's name in quotation marks, escaped for Markdown. Invisible characters are made visible. */
export function quoted(name: string): string {
    return inQuotationMarks(unformatted(withVisibleCharacters(name)));
}

/** Returns a document's name in quotation marks, for places that show plain text. */
export function quotedPlainly(name: string): string {
    return inQuotationMarks(withVisibleCharacters(name));
}

function inQuotationMarks(name: string): string {
    return nls.localize('sanyam/document/quoted', '“{0}”', name);
}
