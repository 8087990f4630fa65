// SPDX-License-Identifier: MIT

import type { Turns } from './turns';

/** What all users have at the moment. */
export interface SharedLoad {
    requests: number;
    bytes: number;
}

/** What one user has at the moment. */
export class UserLoad implements SharedLoad {
    requests = 0;
    bytes = 0;

    constructor(
        readonly user: string,
        readonly turns: Turns
    ) {}

    get isIdle(): boolean {
        return this.requests === 0 && this.turns.isIdle;
    }
}
