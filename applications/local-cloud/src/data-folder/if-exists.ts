// SPDX-License-Identifier: MIT

/** The error codes for a missing path. */
const ABSENT = ['ENOENT', 'ENOTDIR'];

/** Returns what was read from a path, or undefined when the path does not exist. */
export async function ifExists<Content>(reading: Promise<Content>): Promise<Content | undefined> {
    try {
        return await reading;
    } catch (error) {
        if (error instanceof Error && 'code' in error && ABSENT.includes(String(error.code))) {
            return undefined;
        }
        throw error;
    }
}
