// SPDX-License-Identifier: MIT

/** How a language writes sizes. */
export interface SizeWords {
    readonly locale: string | undefined;
    /** Such as `1 byte`. */
    readonly byte: string;
    /** Returns a text such as `35 bytes`. */
    readonly bytes: (digits: string) => string;
}

/** A size as `formatSize` and the database write it. */
const SIZE = /^(\d+(?:\.\d)?) (bytes?|KB|MB|GB)$/;

/** Returns a size that is in English in another language, such as `1,5 MB`; undefined if a text is no size. */
export function localizedSize(size: string, { locale, byte, bytes }: SizeWords): string | undefined {
    const [, digits, unit] = SIZE.exec(size) ?? [];
    if (digits === undefined) {
        return undefined;
    }
    if (unit === 'byte') {
        return byte;
    }
    const number = Number(digits).toLocaleString(locale, { useGrouping: false });
    return unit === 'bytes' ? bytes(number) : `${number} ${unit}`;
}
