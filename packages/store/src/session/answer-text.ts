// SPDX-License-Identifier: MIT

/** A JSON answer with a large text, and the rest of it. */
export interface AnswerText {
    /** The whole answer as JSON. */
    readonly json: string;
    /** The answer without its last field, `content`, parsed. */
    readonly rest: unknown;
}

/**
 * The last field of an answer with text. In JSON, a quote inside of a string has a backslash before it, so this is never
 * a part of another field.
 */
const CONTENT = /,\s*"content"\s*:\s*"/;

/** Characters in front of the content: a name, an email address and some numbers take less. */
const LONGEST_REST = 16_384;

/** Splits the JSON of an answer whose last field is `content`. Returns undefined for another answer. */
export function splitContent(json: string): AnswerText | undefined {
    const at = CONTENT.exec(json.slice(0, LONGEST_REST))?.index;
    if (at === undefined || !/"\s*\}\s*$/.test(json.slice(-8))) {
        return undefined;
    }
    return { json, rest: JSON.parse(`${json.slice(0, at)}}`) as unknown };
}
