// SPDX-License-Identifier: MIT

/** What an error of a search begins with, if its regular expression is wrong. The reason follows. */
export const PATTERN_PROBLEM = 'Wrong pattern: ';
