// SPDX-License-Identifier: MIT

import { formatSize, localizedSize, shownLocale } from '@sanyam/types';
import { nls } from '@theia/core/lib/common/nls';

/** Returns a size in the language of the IDE, such as `1.5 MB` or `35 bytes`, in German `1,5 MB` or `35 Bytes`. */
export function shownSize(bytes: number): string {
    const size = formatSize(bytes);
    const words = {
        locale: shownLocale(nls.locale),
        byte: nls.localize('sanyam/plan/byte', '1 byte'),
        bytes: (digits: string) => nls.localize('sanyam/plan/bytes', '{0} bytes', digits)
    };
    return localizedSize(size, words) ?? size;
}
