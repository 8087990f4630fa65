// SPDX-License-Identifier: MIT

const UNITS = ['bytes', 'KB', 'MB', 'GB'];

/** Returns a size in 1024-based units: `512 bytes`, `20 KB`, `1.5 MB`. */
export function formatSize(bytes: number): string {
    const power = bytes < 1024 ? 0 : Math.min(Math.floor(Math.log2(bytes) / 10), UNITS.length - 1);
    const value = bytes / 1024 ** power;
    const rounded = value < 10 ? Math.round(value * 10) / 10 : Math.round(value);
    return bytes === 1 ? '1 byte' : `${rounded} ${UNITS[power]}`;
}
