// SPDX-License-Identifier: MIT

import { basename } from 'node:path';

/**
 * Returns the time in the name of a new migration, `YYYYMMDDhhmmss`. It is now, or one second after the last migration
 * if that is later, because migrations are applied in the order of their times.
 *
 * @param paths the migrations that exist
 */
export function timeAfter(paths: readonly string[], now: Date): string {
    const times = paths.map(path => secondAfter(basename(path).slice(0, 14)));
    return [inName(now), ...times].sort().at(-1) ?? inName(now);
}

function secondAfter(time: string): string {
    const [, date, hours, minutes, seconds] = /^(\d{8})(\d\d)(\d\d)(\d\d)$/.exec(time) ?? [];
    const day = `${date?.slice(0, 4)}-${date?.slice(4, 6)}-${date?.slice(6)}`;
    const parsed = Date.parse(`${day}T${hours}:${minutes}:${seconds}Z`);
    // A time that was made up by hand, such as minute 99, is counted as a number.
    return Number.isNaN(parsed) ? String(BigInt(time) + 1n) : inName(new Date(parsed + 1000));
}

function inName(date: Date): string {
    return date.toISOString().replace(/\D/g, '').slice(0, 14);
}
