// SPDX-License-Identifier: MIT

/** Returns the first of the largest. */
export function largest<T>(values: Iterable<T>, measure: (value: T) => number): T | undefined {
    let found: T | undefined;
    let size = -Infinity;
    for (const value of values) {
        const measured = measure(value);
        if (measured > size) {
            [found, size] = [value, measured];
        }
    }
    return found;
}
