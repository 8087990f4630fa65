// SPDX-License-Identifier: MIT

import { shownLocale } from '@sanyam/types';
import { nls } from '@theia/core/lib/common/nls';

const MINUTE = 60_000;
const UNITS: ReadonlyArray<[Intl.RelativeTimeFormatUnit, number]> = [
    ['year', 365 * 24 * 60 * MINUTE],
    ['month', 30 * 24 * 60 * MINUTE],
    ['day', 24 * 60 * MINUTE],
    ['hour', 60 * MINUTE],
    ['minute', MINUTE]
];

const formatter = new Intl.RelativeTimeFormat(shownLocale(nls.locale), { numeric: 'auto' });

/**
 * Returns how long ago a time was: `just now`, `5 minutes ago`, `yesterday`.
 *
 * @param timestamp RFC 3339
 * @param now milliseconds since 1970
 */
export function formatAge(timestamp: string, now: number): string {
    const age = now - Date.parse(timestamp);
    const [unit, length] = UNITS.find(([, unitLength]) => age >= unitLength) ?? [];
    return unit && length
        ? formatter.format(-Math.floor(age / length), unit)
        : nls.localize('sanyam/document/justNow', 'just now');
}
