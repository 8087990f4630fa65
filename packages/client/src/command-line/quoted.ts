// SPDX-License-Identifier: MIT

import { withVisibleCharacters } from '@sanyam/types';

/** Returns a document's name in quotation marks, as a message shows it. */
export function quoted(name: string): string {
    return `“${withVisibleCharacters(name)}”`;
}
