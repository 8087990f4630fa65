// SPDX-License-Identifier: MIT

import { shownLocale } from '@sanyam/types';
import { nls } from '@theia/core/lib/common/nls';

/** Returns a day such as `Nov 26, 2026`. @param time RFC 3339 */
export function dayText(time: string): string {
    return new Date(time).toLocaleDateString(shownLocale(nls.locale), { dateStyle: 'medium' });
}

/** Returns a time such as `Nov 26, 2026, 14:05`. @param time RFC 3339 */
export function timeText(time: string): string {
    return new Date(time).toLocaleString(shownLocale(nls.locale), { dateStyle: 'medium', timeStyle: 'short' });
}
