// SPDX-License-Identifier: MIT

import { shownText } from './stored-form';

/** In what two stored texts differ that an editor shows as the same text. */
export type FormDifference = 'none' | 'line endings' | 'byte order mark' | 'both';

/** Compares two stored texts. Returns undefined if an editor shows that they differ. */
export function formDifference(one: string, other: string): FormDifference | undefined {
    const [left, right] = [shownText(one), shownText(other)];
    if (withLineFeeds(left) !== withLineFeeds(right)) {
        return undefined;
    }
    const hasOtherMark = (left === one) !== (right === other);
    if (left !== right) {
        return hasOtherMark ? 'both' : 'line endings';
    }
    return hasOtherMark ? 'byte order mark' : 'none';
}

function withLineFeeds(text: string): string {
    return text.replace(/\r\n?/g, '\n');
}
