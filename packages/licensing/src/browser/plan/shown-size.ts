// SPDX-License-Identifier: MIT

import { formatSize } from '@sanyam/types';
import { nls } from '@theia/core/lib/common/nls';

/** Returns a size in the language of the IDE, such as `1.5 MB`, in German `1,5 MB`. The limits have no single bytes. */
export function shownSize(bytes: number): string {
    return formatSize(bytes).replace(/^\d+(\.\d)?/, digits =>
        Number(digits).toLocaleString(nls.locale, { useGrouping: false })
    );
}
