// SPDX-License-Identifier: MIT

/** Returns why something failed, as a sentence for the user. Errors of the cloud have one. */
export function reasonOf(error: unknown): string {
    return error instanceof Error ? error.message : String(error);
}
