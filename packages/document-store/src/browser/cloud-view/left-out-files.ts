// SPDX-License-Identifier: MIT

import { nls } from '@theia/core/lib/common/nls';
import { quoted } from '../quoted';

/**
 * Returns the summary of an upload with a sentence about the hidden files that it left out. For a notice.
 *
 * @param leftOut their names
 */
export function withLeftOut(summary: string, leftOut: readonly string[]): string {
    const [first, second] = leftOut;
    if (first === undefined) {
        return summary;
    }
    const sentence =
        second === undefined
            ? nls.localize('sanyam/upload/leftOutOne', '{0} is hidden and was left out.', quoted(first))
            : nls.localize(
                  'sanyam/upload/leftOut',
                  '{0} hidden files or folders were left out, such as {1}.',
                  leftOut.length,
                  quoted(first)
              );
    return `${summary} ${sentence}`;
}
