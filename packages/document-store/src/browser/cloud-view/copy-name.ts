// SPDX-License-Identifier: MIT

import { MAX_DOCUMENT_NAME_LENGTH, withoutHiddenCharacters } from '@sanyam/types';

/**
 * Returns a name for a copy, as the Explorer does: `notes copy.md`, then `notes copy 2.md`. A name that would be too long
 * loses the end of its stem. Older releases stored names with hidden characters, which a new name must not have.
 */
export function copyName(name: string, taken: ReadonlySet<string>): string {
    const visible = withoutHiddenCharacters(name);
    const dot = visible.lastIndexOf('.');
    const [stem, extension] = dot > 0 ? [visible.slice(0, dot), visible.slice(dot)] : [visible, ''];
    for (let number = 1; ; number++) {
        const suffix = (number === 1 ? ' copy' : ` copy ${number}`) + extension;
        const room = MAX_DOCUMENT_NAME_LENGTH - Array.from(suffix).length;
        const copy = Array.from(stem).slice(0, room).join('').trimEnd() + suffix;
        if (!taken.has(copy)) {
            return copy;
        }
    }
}
