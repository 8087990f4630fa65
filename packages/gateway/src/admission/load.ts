// SPDX-License-Identifier: MIT

import type { Turns } from './turns';

/** What all users have at the moment. */
export interface SharedLoad {
    requests: number;
    bytes: number;
    /** Refusals that are held back. */
    refusals: number;
}

/** What one user has at the moment, or one request whose user is not known yet. */
export class UserLoad implements SharedLoad {
    requests = 0;
    bytes = 0;
    refusals = 0;
    /** Ends the export that is streamed to the user. */
    cutOffExport: (() => void) | undefined;

    /** @param user undefined for a request with an API key whose owner is not known yet */
    constructor(
        readonly user: string | undefined,
        readonly turns: Turns
    ) {}

    get isIdle(): boolean {
        return this.requests === 0 && this.refusals === 0 && this.turns.isIdle;
    }
}
