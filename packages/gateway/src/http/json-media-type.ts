// SPDX-License-Identifier: MIT

/** The media type of all bodies. */
export const JSON_TYPE = 'application/json';

/** A parameter of a media type (RFC 9110, 5.6.6), which can be empty. Its value is a token or a quoted string. */
const PARAMETER = /\s*;\s*(?:([!#$%&'*+.^`|~\w-]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([!#$%&'*+.^`|~\w-]+)))?\s*/y;

/**
 * Returns whether a Content-Type is JSON in UTF-8, in any spelling. The Encoding Standard has the names of UTF-8, such as
 * `utf8`. Parameters other than `charset` have no meaning for JSON. Node's MIMEType would ignore a `charset` that it
 * cannot read, and a second one.
 */
export function isUtf8Json(contentType: string | undefined): boolean {
    const [type = ''] = (contentType ?? '').split(';', 1);
    return type.trim().toLowerCase() === JSON_TYPE && areHarmless((contentType ?? '').slice(type.length));
}

function areHarmless(parameters: string): boolean {
    let end = 0;
    while (end < parameters.length) {
        PARAMETER.lastIndex = end;
        const match = PARAMETER.exec(parameters);
        if (match === null) {
            return false;
        }
        const [all, name = '', quoted, token] = match;
        if (name.toLowerCase() === 'charset' && !isUtf8(quoted === undefined ? (token ?? '') : unquoted(quoted))) {
            return false;
        }
        end += all.length;
    }
    return true;
}

/** In a quoted string, a backslash stands before a character, whichever it is (RFC 9110, 5.6.4). */
function unquoted(text: string): string {
    return text.replaceAll(/\\(.)/g, '$1');
}

function isUtf8(label: string): boolean {
    try {
        return new TextDecoder(label).encoding === 'utf-8';
    } catch {
        return false;
    }
}
