// SPDX-License-Identifier: MIT

import { shownName } from './shown-line';

/** Returns a document's name in quotation marks, as a message shows it. */
export function quoted(name: string): string {
    return `“${shownName(name)}”`;
}
