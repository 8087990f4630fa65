// SPDX-License-Identifier: MIT

import { formatSize, localizedSize, shownLocale } from '@sanyam/types';
import { nls } from '@theia/core/lib/common/nls';

/** Returns a size in the language of the IDE: `512 bytes`, `1.5 MB`, in German `512 Bytes`, `1,5 MB`. Rounds up. */
export function shownSize(bytes: number): string {
    const size = formatSize(bytes);
    return translatedSize(size) ?? size;
}

/** Returns the translation of a size that is in English; undefined if a text is no size. */
export function translatedSize(text: string): string | undefined {
    if (nls.localization === undefined) {
        return undefined;
    }
    return localizedSize(text, {
        locale: shownLocale(nls.locale),
        byte: nls.localize('sanyam/size/byte', '1 byte'),
        bytes: number => nls.localize('sanyam/size/bytes', '{0} bytes', number)
    });
}
