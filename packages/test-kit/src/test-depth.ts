// SPDX-License-Identifier: MIT

/**
 * Returns how often a test repeats a random or destructive step: as often as given in `npm run test:deep`
 * (SANYAM_TEST_DEPTH=deep), a tenth of it otherwise.
 *
 * @param least the minimum, for races that a single attempt would rarely find
 */
export function depth(full: number, least = 1): number {
    return process.env['SANYAM_TEST_DEPTH'] === 'deep' ? full : Math.max(least, Math.ceil(full / 10));
}
