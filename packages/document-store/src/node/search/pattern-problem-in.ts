// SPDX-License-Identifier: MIT

import { PATTERN_PROBLEM } from '../../common/pattern-problem';

/**
 * Returns why the searching program did not search for a pattern. It also says what it could not read, which is not about
 * the pattern.
 *
 * @param said what it wrote as errors
 */
export function patternProblemIn(said: string): string | undefined {
    const isOfPattern = /^(?:rg: )?regex parse error:/m.test(said);
    const [, reason] =
        (isOfPattern ? /^error: (.+)$/m.exec(said) : null) ??
        /^(?:rg: )?(the literal .+ is not allowed in a regex|compiled regex exceeds size limit.*)$/im.exec(said) ??
        [];
    return reason === undefined ? undefined : `${PATTERN_PROBLEM}${reason.trim()}`;
}
