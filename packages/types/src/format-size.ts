// SPDX-License-Identifier: MIT

const UNITS = ['bytes', 'KB', 'MB', 'GB'];

/**
 * Returns a size in 1024-based units: `512 bytes`, `20 KB`, `1.5 MB`. Rounds up, so that a size over a limit never looks
 * like the limit.
 */
export function formatSize(bytes: number): string {
    let [value, unit] = [bytes, 0];
    // 1,023.5 KB would be 1024 KB.
    while (Math.ceil(value) >= 1024 && unit < UNITS.length - 1) {
        value /= 1024;
        unit++;
    }
    const rounded = value < 10 ? Math.ceil(value * 10) / 10 : Math.ceil(value);
    return bytes === 1 ? '1 byte' : `${rounded} ${UNITS[unit]}`;
}
