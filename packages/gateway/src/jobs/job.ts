// SPDX-License-Identifier: MIT

/** Work that one gateway does once a day. */
export interface Job {
    /** The name of the job in the database. */
    readonly name: string;

    /**
     * Begins a run. How far it is belongs to this run alone: another gateway may have done the rest of an earlier one.
     *
     * @returns a function that does the next part, in less time than the lease, and returns whether there is more to do
     */
    begin(): () => Promise<boolean>;
}
