// SPDX-License-Identifier: MIT

/** What is done once a day, by one gateway. */
export interface Job {
    /** As the database knows it. */
    readonly name: string;

    /**
     * Does a part of it, in less time than a lease is for.
     *
     * @returns whether there is more to do
     */
    doPart(): Promise<boolean>;
}
