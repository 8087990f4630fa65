// SPDX-License-Identifier: MIT

/**
 * Returns what a function reads from the settings. If it throws, prints the sentence and exits: Theia prints an error with
 * two stack traces, in which nobody finds the sentence.
 */
export function orExit<T>(read: () => T): T {
    try {
        return read();
    } catch (error) {
        console.error(error instanceof Error ? error.message : String(error));
        process.exit(1);
    }
}
