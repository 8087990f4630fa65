// SPDX-License-Identifier: MIT

/** Returns the error of a failed call. @throws Error when the call succeeds or fails with another class of error */
export async function failureOf<Failure extends Error>(
    call: Promise<unknown>,
    kind: abstract new (...parameters: never[]) => Failure
): Promise<Failure> {
    let result: unknown;
    try {
        result = await call;
    } catch (error) {
        if (error instanceof kind) {
            return error;
        }
        throw error;
    }
    throw new Error(`The call succeeded: ${JSON.stringify(result)}`);
}
