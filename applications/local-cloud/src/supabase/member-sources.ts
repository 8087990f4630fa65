// SPDX-License-Identifier: MIT

/** A value in the text of a JSON object. */
export interface Member {
    readonly name: string;
    /** The indexes of the value's text. */
    readonly begin: number;
    readonly end: number;
}

/** What the text of a number, `true`, `false` and `null` consists of. */
const PLAIN = /[^\s,}\]]+/y;

/** Where a value begins or ends: an array or object, or a text that may contain their brackets. */
const BRACKET = /["[\]{}]/g;

const WHITE_SPACE = /\s*/y;

/**
 * Returns where the values of a JSON object are in its text. A parsed value has lost how it was written: 1.0 is 1, and
 * 12345678901234567890 another number.
 *
 * @returns undefined for what is not an object, or not JSON as far as it was read
 */
export function membersOf(json: string): readonly Member[] | undefined {
    const members: Member[] = [];
    let at = spaceEnd(json, 0);
    if (json[at] !== '{') {
        return undefined;
    }
    do {
        at = spaceEnd(json, at + 1);
        if (json[at] === '}' && members.length === 0) {
            return members;
        }
        const nameEnd = json[at] === '"' ? stringEnd(json, at) : undefined;
        const colon = nameEnd === undefined ? undefined : spaceEnd(json, nameEnd);
        if (colon === undefined || json[colon] !== ':') {
            return undefined;
        }
        const begin = spaceEnd(json, colon + 1);
        const end = valueEnd(json, begin);
        const name = nameOf(json.slice(at, nameEnd));
        if (end === undefined || name === undefined) {
            return undefined;
        }
        members.push({ name, begin, end });
        at = spaceEnd(json, end);
    } while (json[at] === ',');
    return json[at] === '}' ? members : undefined;
}

function nameOf(json: string): string | undefined {
    try {
        return String(JSON.parse(json));
    } catch {
        return undefined;
    }
}

function valueEnd(json: string, begin: number): number | undefined {
    switch (json[begin]) {
        case '"':
            return stringEnd(json, begin);
        case '{':
        case '[':
            return containerEnd(json, begin);
        default:
            return matchEnd(PLAIN, json, begin);
    }
}

function containerEnd(json: string, begin: number): number | undefined {
    let depth = 0;
    for (let at: number | undefined = begin; at !== undefined;) {
        BRACKET.lastIndex = at;
        const bracket = BRACKET.exec(json);
        if (bracket === null) {
            return undefined;
        }
        if (bracket[0] === '"') {
            at = stringEnd(json, bracket.index);
            continue;
        }
        depth += bracket[0] === '{' || bracket[0] === '[' ? 1 : -1;
        at = bracket.index + 1;
        if (depth === 0) {
            return at;
        }
    }
    return undefined;
}

/** Returns the index after a text. Searches for its quotation mark, so that megabytes take no time. */
function stringEnd(json: string, begin: number): number | undefined {
    for (let quote = json.indexOf('"', begin + 1); quote !== -1; quote = json.indexOf('"', quote + 1)) {
        let backslashes = 0;
        while (json[quote - 1 - backslashes] === '\\') {
            backslashes += 1;
        }
        if (backslashes % 2 === 0) {
            return quote + 1;
        }
    }
    return undefined;
}

function spaceEnd(json: string, begin: number): number {
    return matchEnd(WHITE_SPACE, json, begin) ?? begin;
}

function matchEnd(pattern: RegExp, json: string, begin: number): number | undefined {
    pattern.lastIndex = begin;
    return pattern.test(json) ? pattern.lastIndex : undefined;
}
