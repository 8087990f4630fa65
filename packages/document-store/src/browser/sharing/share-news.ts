// SPDX-License-Identifier: MIT

import { CHECK_INTERVAL } from '@sanyam/types';
import type { NewShare, NewShareList } from '@sanyam/types';

/** Milliseconds by which two windows of time overlap: a share can become visible after its time. */
const OVERLAP = 10_000;

/** The most shares that are remembered, so that none is told twice: more than the cloud answers at a time. */
const MOST_REMEMBERED = 100;

/** What looks for new shares asks of the cloud. */
export interface ShareNewsSource {
    /** Answers how many documents the user sees. Any other list answers that, too: see {@link ShareNews.noteCount}. */
    count(): Promise<unknown>;
    listNew(since: string | undefined): Promise<NewShareList>;
}

/**
 * Finds new shares of a user with as few requests as possible. Every list of documents says how many there are. Only
 * when that number has grown, the new shares are read.
 */
export class ShareNews {
    private since: string | undefined;
    /** The number up to which all new shares are told. */
    private count: number | undefined;
    private latestCount = 0;
    private countedAt = -Infinity;
    private readonly told = new Set<string>();
    private reading: Promise<void> | undefined;

    constructor(
        private readonly source: ShareNewsSource,
        private readonly tell: (shares: readonly NewShare[]) => void,
        private readonly now: () => number = () => performance.now()
    ) {}

    /** Begins to look, unless it has begun. What was shared before is no news. */
    async begin(): Promise<void> {
        this.since ??= (await this.source.listNew(undefined)).now;
    }

    /** Asks how many documents there are, unless a list has answered that just now. */
    async check(): Promise<void> {
        // The cloud may have been away before.
        await this.begin();
        // A timer can be a little early.
        if (this.now() - this.countedAt > CHECK_INTERVAL * 0.9) {
            this.countedAt = this.now();
            await this.source.count();
        }
    }

    /** Notes how many documents the user sees. Reads the new shares if there are more than before. */
    async noteCount(count: number): Promise<void> {
        this.countedAt = this.now();
        this.latestCount = count;
        this.reading ??= this.follow().finally(() => (this.reading = undefined));
        await this.reading;
    }

    /** Reads until the latest number is told, which can change meanwhile. After a failure, the next number reads again. */
    private async follow(): Promise<void> {
        while (this.count !== this.latestCount) {
            const count = this.latestCount;
            if (this.count === undefined) {
                // A share can have come between the beginning and the first number. One from before the beginning is no news.
                await this.read(0);
            } else if (count > this.count) {
                await this.read(OVERLAP);
            }
            this.count = count;
        }
    }

    /** @param overlap milliseconds before the last time that are read again */
    private async read(overlap: number): Promise<void> {
        await this.begin();
        if (this.since === undefined || this.latestCount === 0) {
            return;
        }
        const begin = new Date(Date.parse(this.since) - overlap).toISOString();
        const { now, shares } = await this.source.listNew(begin);
        this.since = now;
        const news = shares.filter(share => !this.told.has(keyOf(share)));
        news.forEach(share => this.told.add(keyOf(share)));
        [...this.told].slice(0, -MOST_REMEMBERED).forEach(key => this.told.delete(key));
        if (news.length > 0) {
            this.tell(news);
        }
    }
}

function keyOf({ document_id, shared_at }: NewShare): string {
    return `${document_id} ${shared_at}`;
}
