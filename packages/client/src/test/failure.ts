// SPDX-License-Identifier: MIT

/** The error that a call ends with. @throws Error when it ends without */
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
