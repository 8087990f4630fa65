// SPDX-License-Identifier: MIT

/**
 * The last field of an answer with text. In JSON, a quote inside of a string has a backslash before it, so this is never
 * a part of another field.
 */
const CONTENT = /,\s*"content"\s*:\s*"/;

/** Characters in front of the content: a name, an email address and some numbers take less. */
const LONGEST_REST = 16_384;

/** Parses the JSON of an answer without its last field, `content`. Returns undefined for an answer without that. */
export function withoutContent(json: string): unknown {
    const at = CONTENT.exec(json.slice(0, LONGEST_REST))?.index;
    if (at === undefined || !/"\s*\}\s*$/.test(json.slice(-8))) {
        return undefined;
    }
    return JSON.parse(`${json.slice(0, at)}}`);
}
