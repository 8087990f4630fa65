// SPDX-License-Identifier: MIT

/**
 * Returns how often a test repeats a random or destructive step: as often as given in `npm run test:deep`
 * (SANYAM_TEST_DEPTH=deep), a tenth of it otherwise, but at least once.
 */
export function depth(full: number): number {
    return process.env['SANYAM_TEST_DEPTH'] === 'deep' ? full : Math.ceil(full / 10);
}
