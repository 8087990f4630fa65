// SPDX-License-Identifier: MIT

/**
 * Returns what a function reads from the settings. If it throws, prints the sentence and exits with 1: Theia prints an
 * error with two stack traces, in which nobody finds the sentence.
 *
 * @param exit as Node's `process.exit`
 */
export function orExit<T>(read: () => T, exit: (code: number) => never): T {
    try {
        return read();
    } catch (error) {
        console.error(error instanceof Error ? error.message : String(error));
        return exit(1);
    }
}
