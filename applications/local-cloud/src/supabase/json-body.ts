// SPDX-License-Identifier: MIT

/** Returns the text of a body, or undefined when a byte is not UTF-8, which JavaScript would replace silently. */
export function decodeUtf8(bytes: ArrayBuffer): string | undefined {
    try {
        return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    } catch {
        return undefined;
    }
}

/** A value in JSON, and how many arrays and objects it is in. */
interface Part {
    readonly value: unknown;
    readonly depth: number;
}

/** Returns all keys and values of a JSON value. Needs no recursion, because a request may nest as deeply as it likes. */
export function* partsOf(json: unknown): Generator<Part> {
    const open: Part[] = [{ value: json, depth: 0 }];
    for (let part = open.pop(); part !== undefined; part = open.pop()) {
        yield part;
        if (typeof part.value === 'object' && part.value !== null) {
            const depth = part.depth + 1;
            for (const [key, value] of Object.entries(part.value)) {
                yield { value: key, depth };
                open.push({ value, depth });
            }
        }
    }
}

/** Returns whether a key or a value of a JSON value has the character NUL. */
export function hasNul(json: unknown): boolean {
    for (const { value } of partsOf(json)) {
        if (typeof value === 'string' && value.includes('\0')) {
            return true;
        }
    }
    return false;
}

/** Returns whether a value is a text with half of a surrogate pair, which is no character. */
export function isDamaged(value: unknown): boolean {
    return typeof value === 'string' && !value.isWellFormed();
}
