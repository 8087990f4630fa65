// SPDX-License-Identifier: MIT

import { nls } from '@theia/core/lib/common/nls';
import { PATTERN_PROBLEM } from '../../common/pattern-problem';

/** Returns why an editor does not take a regular expression. The search on the disk knows others. */
export function editorPatternProblem(pattern: string): string | undefined {
    try {
        RegExp(pattern, 'u');
        return undefined;
    } catch (error) {
        const text = error instanceof Error ? error.message : String(error);
        // The message repeats the pattern, which can have colons.
        const intro = `Invalid regular expression: /${pattern}/u: `;
        return text.startsWith(intro) ? text.slice(intro.length) : text;
    }
}

/** Returns what the Search view says about a search that ended with an error. */
export function failureSentence(error: string): string {
    return error.startsWith(PATTERN_PROBLEM) ? patternSentence(error.slice(PATTERN_PROBLEM.length)) : error;
}

function patternSentence(reason: string): string {
    return reason.startsWith('the literal "\\n"')
        ? nls.localize(
              'sanyam/search/lineBreakPattern',
              'A regular expression cannot have \\n here: each line is searched alone.'
          )
        : nls.localize(
              'sanyam/search/wrongPattern',
              'The regular expression is wrong, or has what this search does not support: {0}.',
              reason
          );
}
