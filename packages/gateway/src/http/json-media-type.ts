// SPDX-License-Identifier: MIT

const JSON_TYPE = 'application/json';

/** A parameter of a media type (RFC 9110, 5.6.6). Its value is a token or a quoted string. */
const PARAMETER = /^\s*([!#$%&'*+.^`|~\w-]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([!#$%&'*+.^`|~\w-]+))\s*$/;

/**
 * Returns whether a Content-Type is JSON in UTF-8, in any spelling. The Encoding Standard has the names of UTF-8, such as
 * `utf8`. Parameters other than `charset` have no meaning for JSON.
 */
export function isUtf8Json(contentType: string | undefined): boolean {
    const [type = '', ...parameters] = (contentType ?? '').split(';');
    return type.trim().toLowerCase() === JSON_TYPE && parameters.every(isHarmless);
}

function isHarmless(parameter: string): boolean {
    // RFC 9110 allows an empty parameter, for example after the last semicolon.
    if (parameter.trim() === '') {
        return true;
    }
    const [, name = '', quoted, token] = PARAMETER.exec(parameter) ?? [];
    return name.toLowerCase() === 'charset' ? isUtf8(quoted ?? token ?? '') : name !== '';
}

function isUtf8(label: string): boolean {
    try {
        return new TextDecoder(label).encoding === 'utf-8';
    } catch {
        return false;
    }
}
