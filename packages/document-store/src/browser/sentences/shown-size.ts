// SPDX-License-Identifier: MIT

import { formatSize } from '@sanyam/types';
import { nls } from '@theia/core/lib/common/nls';

/** A size as {@link formatSize} and the database write it. */
const SIZE = /^(\d+(?:\.\d)?) (bytes?|KB|MB|GB)$/;

/** Returns a size in the language of the IDE: `512 bytes`, `1.5 MB`, in German `512 Bytes`, `1,5 MB`. Rounds up. */
export function shownSize(bytes: number): string {
    const size = formatSize(bytes);
    return translatedSize(size) ?? size;
}

/** Returns the translation of a size that is in English; undefined if a text is no size. */
export function translatedSize(text: string): string | undefined {
    const [, digits, unit] = SIZE.exec(text) ?? [];
    if (digits === undefined || nls.localization === undefined) {
        return undefined;
    }
    if (unit === 'byte') {
        return nls.localize('sanyam/size/byte', '1 byte');
    }
    const number = Number(digits).toLocaleString(nls.locale, { useGrouping: false });
    return unit === 'bytes' ? nls.localize('sanyam/size/bytes', '{0} bytes', number) : `${number} ${unit}`;
}
