// SPDX-License-Identifier: MIT

import { formatSize } from '@sanyam/types';
import { nls } from '@theia/core/lib/common/nls';

/** Returns a size in the language of the IDE, such as `1.5 MB` or `35 bytes`, in German `1,5 MB` or `35 Bytes`. */
export function shownSize(bytes: number): string {
    return formatSize(bytes)
        .replace(/^\d+(\.\d)?/, digits => Number(digits).toLocaleString(nls.locale, { useGrouping: false }))
        .replace(/bytes$/, nls.localize('sanyam/plan/bytes', 'bytes'));
}
