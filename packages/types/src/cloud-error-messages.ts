// SPDX-License-Identifier: MIT

/** Tells the user what failed, in the language of the IDE. Bound by the package that calls the database. */
export const CloudErrorMessages = Symbol('CloudErrorMessages');
export interface CloudErrorMessages {
    /** Returns why something failed, as a sentence. */
    reasonOf(error: unknown): string;
    /**
     * Shows a notice with what to do next.
     *
     * @param operation what failed, without a period: `Could not revoke “nightly”`
     * @param retry repeats the operation
     */
    show(operation: string, error: unknown, retry: () => Promise<unknown>): Promise<void>;
}
