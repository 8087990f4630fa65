// SPDX-License-Identifier: MIT

/** Returns the result of `work`, or `undefined` after the timeout. `work` itself continues. */
export async function withTimeout<T>(milliseconds: number, work: Promise<T>): Promise<T | undefined> {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const timeout = new Promise<undefined>(resolve => {
        timer = setTimeout(() => resolve(undefined), milliseconds);
    });
    try {
        return await Promise.race([work, timeout]);
    } finally {
        clearTimeout(timer);
    }
}
