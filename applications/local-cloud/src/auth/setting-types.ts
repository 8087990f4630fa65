// SPDX-License-Identifier: MIT

import { z } from 'zod';

/** Seconds of each unit of a duration. */
const UNITS: Readonly<Record<string, number>> = { h: 3600, m: 60, s: 1, ms: 1e-3, us: 1e-6, µs: 1e-6, ns: 1e-9 };

const NUMBER = String.raw`(\d+\.?\d*|\.\d+)`;
const UNIT = 'h|ms|us|µs|ns|m|s';

/** A duration as the Supabase CLI reads it, such as `1m30s`. Its value is in seconds. */
export const duration = z
    .string()
    .regex(new RegExp(`^(0|(${NUMBER}(${UNIT}))+)$`), 'must be a duration such as 1m30s')
    .transform(text =>
        [...text.matchAll(new RegExp(`${NUMBER}(${UNIT})`, 'g'))].reduce(
            (sum, [, number, unit = '']) => sum + Number(number) * (UNITS[unit] ?? 0),
            0
        )
    );

/** A whole number that is not out of its range. */
export function wholeNumber(least: number, most?: number): z.ZodNumber {
    const range = most === undefined ? `of at least ${least}` : `from ${least} to ${most}`;
    const message = `must be a whole number ${range}`;
    return z
        .int(message)
        .min(least, message)
        .max(most ?? Number.MAX_SAFE_INTEGER, message);
}

/** An address that links can lead to. */
export const address = z
    .string()
    .refine(text => URL.canParse(text), 'must be an address such as http://127.0.0.1:3000');
