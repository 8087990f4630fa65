// SPDX-License-Identifier: MIT

import type { CloudSearch, SearchQuery } from '@sanyam/store';
import { AuthSession, CloudError, type FoundDocument } from '@sanyam/types';
import { pause } from '../pause';

/** Milliseconds until a refused search is sent again: two that were canceled may still run, for some 200 ms. */
const PAUSE = 300;

/** How often a refused search is sent again. */
const MOST_TRIES = 10;

/** Searches the names and texts of all cloud documents that the user can read. */
export class CloudSearcher {
    constructor(
        private readonly search: Pick<CloudSearch, 'find'>,
        private readonly session: Pick<AuthSession, 'ready' | 'user'>,
        private readonly wait: typeof pause = pause
    ) {}

    /** Returns whether somebody is signed in. */
    async hasUser(): Promise<boolean> {
        await this.session.ready;
        return this.session.user !== undefined;
    }

    /**
     * Searches until all is searched, `signal` aborts, or another user or nobody is signed in. Yields what each request found,
     * also if it found nothing.
     *
     * @throws CloudError, and the signal's reason when it aborts
     */
    async *pages(query: SearchQuery, signal: AbortSignal): AsyncGenerator<readonly FoundDocument[], void, undefined> {
        await this.session.ready;
        const userId = this.session.user?.id;
        let { cursor } = query;
        do {
            const page = await this.find({ ...query, ...(cursor === undefined ? {} : { cursor }) }, signal);
            signal.throwIfAborted();
            if (this.session.user?.id !== userId) {
                // What one user may read is not for the next one.
                return;
            }
            yield page.items;
            cursor = page.next_cursor ?? undefined;
        } while (cursor !== undefined);
    }

    private async find(query: SearchQuery, signal: AbortSignal) {
        for (let tries = 1; ; tries++) {
            signal.throwIfAborted();
            try {
                return await this.search.find(query, signal);
            } catch (error) {
                signal.throwIfAborted();
                if (!CloudError.is(error, 'RATE_LIMIT_EXCEEDED') || tries === MOST_TRIES) {
                    throw error;
                }
                await this.wait(PAUSE, signal);
            }
        }
    }
}
