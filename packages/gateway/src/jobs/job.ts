// SPDX-License-Identifier: MIT

/** Work that one gateway does once a day. */
export interface Job {
    /** The name of the job in the database. */
    readonly name: string;

    /**
     * Does a part of the job, in less time than the lease.
     *
     * @returns whether there is more to do
     */
    doPart(): Promise<boolean>;
}
