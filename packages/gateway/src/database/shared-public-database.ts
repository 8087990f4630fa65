// SPDX-License-Identifier: MIT

import type { TierLimits } from '@sanyam/types';
import type { PublicDatabase } from './public-database';

/**
 * Lets callers at the same time share one call. Everyone can ask without credentials, so no other limit keeps them from
 * taking all connections.
 */
export class SharedPublicDatabase implements PublicDatabase {
    readonly tiers: () => Promise<TierLimits[]>;
    readonly ping: () => Promise<void>;

    constructor(database: PublicDatabase) {
        this.tiers = shared(() => database.tiers());
        this.ping = shared(() => database.ping());
    }
}

/** Returns a function that begins a call only when none runs. */
function shared<T>(call: () => Promise<T>): () => Promise<T> {
    let running: Promise<T> | undefined;
    return () =>
        (running ??= call().finally(() => {
            running = undefined;
        }));
}
