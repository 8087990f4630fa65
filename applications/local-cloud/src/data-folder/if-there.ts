// SPDX-License-Identifier: MIT

/** What the system calls a path at which there is nothing. */
const ABSENT = ['ENOENT', 'ENOTDIR'];

/** What is read from a path; undefined, and no error, when there is nothing. */
export async function ifThere<Content>(reading: Promise<Content>): Promise<Content | undefined> {
    try {
        return await reading;
    } catch (error) {
        if (error instanceof Error && 'code' in error && ABSENT.includes(String(error.code))) {
            return undefined;
        }
        throw error;
    }
}
