// SPDX-License-Identifier: MIT

import { patternParts } from './pattern-parts';

/** What means something else than itself in a pattern, or in a list of patterns. */
const SPECIAL = /[*?[\]{},]/g;

/** Where the characters are that stand for the special ones. They are for private use: no name needs them. */
const PRIVATE_USE = 0xe000;

/** The most characters of all patterns of a search. */
export const MOST_PATTERN_CHARACTERS = 10_000;

/** Returns whether a search cannot have these patterns. */
export function arePatternsTooLong(patterns: readonly string[]): boolean {
    return patterns.join('').length > MOST_PATTERN_CHARACTERS;
}

/** Returns a pattern that means a path alone, here and for the search on the disk. */
export function asPattern(path: string): string {
    return path.replace(SPECIAL, '[$&]');
}

/** Splits a list at its commas. One within braces or brackets, or behind a backslash, is a part of a pattern. */
export function splitPatterns(list: string): string[] {
    const patterns: string[] = [''];
    for (const part of patternParts(list)) {
        if (part === ',') {
            patterns.push('');
        } else {
            patterns.push(`${patterns.pop() ?? ''}${part === String.raw`\,` ? '[,]' : part}`);
        }
    }
    return patterns.map(pattern => pattern.trim()).filter(pattern => pattern !== '');
}

/** Returns a path in which every character means itself to a pattern that {@link withPlainCharacters} answered. */
export function plainPath(path: string): string {
    return path.replace(SPECIAL, character => String.fromCharCode(PRIVATE_USE + character.charCodeAt(0)));
}

/**
 * Returns a pattern for Theia's matcher, which knows no way to write a special character: `[[]` and a bracket or brace
 * without its other half are what stands for them in {@link plainPath}.
 */
export function withPlainCharacters(pattern: string): string {
    return patternParts(pattern).map(plainPart).join('');
}

function plainPart(part: string): string {
    const inner = part.slice(1, -1);
    if (part.length > 1 && part.startsWith('[')) {
        return inner.length === 1 && inner.search(SPECIAL) === 0 ? plainPath(inner) : `[${plainPath(inner)}]`;
    }
    if (part.length > 1 && part.startsWith('{')) {
        return `{${splitPatterns(inner).map(withPlainCharacters).join(',')}}`;
    }
    return part === '*' || part === '?' ? part : plainPath(part);
}
