// SPDX-License-Identifier: MIT

/**
 * Returns the parts of a pattern, or of a list of patterns: sets of characters such as `[a-z]` or `[]]`, alternatives in
 * braces, a backslash with its comma, and all other characters one by one. The time grows with the length: a regular
 * expression would try each set in an open brace as single characters, too, and double its time with each.
 */
export function patternParts(pattern: string): string[] {
    const parts: string[] = [];
    const ends = new SetEnds(pattern);
    let hasBraceEnd = true;
    for (let at = 0; at < pattern.length;) {
        let end: number | undefined;
        if (pattern[at] === '[') {
            end = ends.after(at);
        } else if (pattern[at] === '{' && hasBraceEnd) {
            end = afterBrace(pattern, at, ends);
            // The next one would look at the same rest.
            hasBraceEnd = end !== undefined;
        } else if (pattern.startsWith('\\,', at)) {
            end = at + 2;
        }
        end ??= at + String.fromCodePoint(pattern.codePointAt(at) ?? 0).length;
        parts.push(pattern.slice(at, end));
        at = end;
    }
    return parts;
}

/** Returns the place after the alternatives that begin with a brace; undefined if they do not end. */
function afterBrace(pattern: string, start: number, ends: SetEnds): number | undefined {
    for (let at = start + 1; at < pattern.length;) {
        if (pattern[at] === '}') {
            return at + 1;
        }
        at = (pattern[at] === '[' ? ends.after(at) : undefined) ?? at + 1;
    }
    return undefined;
}

/** Where the sets of characters of a pattern end. */
class SetEnds {
    private readonly last: number;

    constructor(private readonly pattern: string) {
        this.last = pattern.lastIndexOf(']');
    }

    /** Returns the place after a set; undefined if it does not end. A bracket that is its first character is a part of it. */
    after(start: number): number | undefined {
        if (this.last <= start) {
            return undefined;
        }
        const first = start + (/[!^]/.test(this.pattern[start + 1] ?? '') ? 2 : 1);
        const end = this.pattern.indexOf(']', this.pattern[first] === ']' ? first + 1 : first);
        return (end < 0 ? this.last : end) + 1;
    }
}
