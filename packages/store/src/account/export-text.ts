// SPDX-License-Identifier: MIT

/** The last field of a page. In JSON, a quote inside of a string has a backslash before it, so this is no other text. */
const NEXT_CURSOR = /"next_cursor"\s*:\s*(?:null|"([\w-]+)")\s*\}\s*$/;

/** Characters at the end of a page that hold this field: a cursor has at most 300. */
const LONGEST_END = 1024;

/** Returns the cursor of the page after this one; null after the last page, undefined for JSON that is not a page. */
export function nextCursorIn(page: string): string | null | undefined {
    const match = NEXT_CURSOR.exec(page.slice(-LONGEST_END));
    return match === null ? undefined : (match[1] ?? null);
}
