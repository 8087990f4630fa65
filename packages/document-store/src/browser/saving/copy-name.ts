// SPDX-License-Identifier: MIT

import { documentNameSchema, withoutHiddenCharacters } from '@sanyam/types';

/** Returns `notes (copy).md` for `notes.md`. If that is too long, the end of the name before it is cut. */
export function copyName(name: string): string {
    const visible = withoutHiddenCharacters(name);
    const dot = visible.lastIndexOf('.');
    const [stem, extension] = dot > 0 ? [visible.slice(0, dot), visible.slice(dot)] : [visible, ''];
    const characters = [...stem];
    let copy = `${stem} (copy)${extension}`;
    while (!documentNameSchema.safeParse(copy).success && characters.length > 0) {
        characters.pop();
        copy = `${characters.join('')} (copy)${extension}`;
    }
    return copy;
}
