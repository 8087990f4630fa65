// SPDX-License-Identifier: MIT

import { CloudError } from '@sanyam/types';
import { setTimeout as delay } from 'node:timers/promises';
import type { Credentials } from '../identity/caller';
import type { FairUse } from './fair-use';
import type { UserLoad } from './load';
import type { Source } from './source';

/** Runs a database call when it is the user's turn. @throws CloudError TOO_MANY_CONCURRENT_REQUESTS, SERVER_BUSY */
export type RunFairly = <T>(call: () => Promise<T>) => Promise<T>;

/** One request, from its credentials to the end of its work and of its answer, whichever is later. */
export class Visit {
    private bytes = 0;
    private readonly unended = new Set<'work' | 'answer'>();
    private giveUp: (() => void) | undefined;
    private turnedAway = false;
    private cutOffExport: (() => void) | undefined;

    /** @param load of the user; a load of its own if the user is not known yet */
    constructor(
        private readonly fair: FairUse,
        private load: UserLoad,
        private readonly credentials: Credentials,
        private readonly source: Source
    ) {}

    /**
     * Begins the request. Before that, it counts for nothing.
     *
     * @throws CloudError TOO_MANY_CONCURRENT_REQUESTS when the user has too many requests, SERVER_BUSY when all have
     */
    enter(): void {
        const { limits, all } = this.fair;
        if (this.load.requests >= limits.requestsOfUser) {
            this.fair.noteTurnedAway('requests');
            throw tooMany('You have %s requests at the same time. Wait for answers.', limits.requestsOfUser);
        }
        if (all.requests >= limits.requestsOfAll) {
            this.fair.noteTurnedAway('all');
            this.fair.forget(this.load);
            throw new CloudError('SERVER_BUSY');
        }
        this.unended.add('work').add('answer');
        this.count(1);
    }

    /** Whether the call that counts this request did not get to the database. A later request of the user counts it. */
    get wasTurnedAway(): boolean {
        return this.turnedAway;
    }

    /** Says whose request this is, when the owner of its API key is known. */
    belongsTo(user: string): void {
        if (this.load.user !== undefined) {
            return;
        }
        if (this.credentials.kind === 'api-key') {
            this.fair.rememberOwner(this.credentials.secretHash, user);
        }
        if (!this.hasLeft) {
            this.load = this.fair.loadOf(user);
            this.load.bytes += this.bytes;
            this.count(1);
        }
    }

    /**
     * Notes bytes that this request keeps in memory until its end.
     *
     * @throws CloudError TOO_MANY_CONCURRENT_REQUESTS when the user's requests keep too many, SERVER_BUSY when all do
     */
    hold(bytes: number): void {
        this.requireRoom(bytes);
        this.keep(bytes);
    }

    /** Notes bytes that are already in memory, such as an answer of the database. */
    keep(bytes: number): void {
        if (!this.hasLeft) {
            this.bytes += bytes;
            this.load.bytes += bytes;
            this.fair.all.bytes += bytes;
        }
    }

    /** Notes that bytes of {@link hold} or {@link keep} are no longer in memory. */
    release(bytes: number): void {
        this.keep(-bytes);
    }

    readonly run: RunFairly = async call => {
        const { load } = this;
        // The answer of a call can be large.
        this.requireRoom(1);
        try {
            return await load.turns.run(call, {
                source: this.source,
                refuse: () => this.refuseCall(load),
                onWait: giveUp => (this.unended.has('answer') ? (this.giveUp = giveUp) : giveUp())
            });
        } finally {
            this.giveUp = undefined;
            this.fair.forget(load);
        }
    };

    /** Makes a page of an export when it is the turn of this request among those of all users. @throws CloudError SERVER_BUSY */
    readonly runPage: RunFairly = async make => {
        try {
            return await this.fair.pages.run(make, {
                source: this.source,
                refuse: () => {
                    this.fair.noteTurnedAway('all');
                    return new CloudError('SERVER_BUSY');
                },
                onWait: giveUp => (this.unended.has('answer') ? (this.giveUp = giveUp) : giveUp())
            });
        } finally {
            this.giveUp = undefined;
        }
    };

    /**
     * Begins to stream an export. It takes the place of the one that is streamed to the user, so that nobody has several
     * of them with one cursor.
     *
     * @param cutOff ends this export, when another one takes its place
     */
    beginExport(cutOff: () => void): void {
        if (!this.hasLeft) {
            this.load.cutOffExport?.();
            this.load.cutOffExport = cutOff;
            this.cutOffExport = cutOff;
        }
    }

    /**
     * Runs the call that counts this request, as {@link run} does. If it is turned away, a later request counts it.
     *
     * @param call gets the earlier requests of this user that nobody counted, and counts them too, unless it fails
     */
    readonly runCounting = async <T>(call: (uncounted: number) => Promise<T>): Promise<T> => {
        const { uncounted } = this.fair;
        const { user } = this.load;
        try {
            return await this.run(() => (user === undefined ? call(0) : uncounted.pay(user, call)));
        } catch (error) {
            if (isTurnedAway(error) && !this.turnedAway) {
                this.turnedAway = true;
                if (user !== undefined) {
                    uncounted.add(user, 1);
                }
            }
            throw error;
        }
    };

    /**
     * Waits before a refusal is answered. Returns false at once when too many refusals of the user, or of all users, wait
     * already.
     */
    async holdBack(milliseconds: number): Promise<boolean> {
        const { load } = this;
        const { limits, all } = this.fair;
        if (load.refusals >= limits.refusalsOfUser || all.refusals >= limits.refusalsOfAll) {
            return false;
        }
        load.refusals++;
        all.refusals++;
        await delay(milliseconds);
        load.refusals--;
        all.refusals--;
        this.fair.forget(load);
        return true;
    }

    /** Notes that the answer has been taken, or the client has gone. A call that waits for its turn gives up. */
    endAnswer(): void {
        this.giveUp?.();
        this.end('answer');
    }

    /** Notes that the gateway has done its work for this request. A client that goes does not stop this work. */
    endWork(): void {
        this.end('work');
    }

    private get hasLeft(): boolean {
        return this.unended.size === 0;
    }

    private end(part: 'work' | 'answer'): void {
        if (this.unended.delete(part) && this.hasLeft) {
            this.count(-1);
            this.load.bytes -= this.bytes;
            this.fair.all.bytes -= this.bytes;
            if (this.load.cutOffExport === this.cutOffExport) {
                this.load.cutOffExport = undefined;
            }
            this.fair.forget(this.load);
        }
    }

    /** Unknown callers have a room of their own to wait in, so that they never take the requests of known ones. */
    private count(requests: 1 | -1): void {
        this.load.requests += requests;
        if (this.load.user !== undefined) {
            this.fair.all.requests += requests;
        }
    }

    private refuseCall({ user, turns }: UserLoad): CloudError {
        if (user === undefined) {
            this.fair.noteTurnedAway('strangers');
            return new CloudError('SERVER_BUSY');
        }
        this.fair.noteTurnedAway('calls');
        return tooMany('Your requests wait for %s others of yours. Send fewer.', turns.most);
    }

    /** A request that is alone always has room, whatever its size. */
    private requireRoom(bytes: number): void {
        const { limits, all } = this.fair;
        if (this.load.bytes > this.bytes && this.load.bytes + bytes > limits.bytesOfUser) {
            this.fair.noteTurnedAway('bytes');
            throw tooMany('Your requests hold %s bytes. Wait for answers, and read them.', limits.bytesOfUser);
        }
        if (all.bytes > this.bytes && all.bytes + bytes > limits.bytesOfAll) {
            this.fair.noteTurnedAway('all');
            throw new CloudError('SERVER_BUSY');
        }
    }
}

function tooMany(sentence: string, limit: number): CloudError {
    return new CloudError('TOO_MANY_CONCURRENT_REQUESTS', sentence.replace('%s', String(limit)), { limit });
}

/** Returns whether an error says that a request did not get to the database. */
function isTurnedAway(error: unknown): boolean {
    return CloudError.is(error) && (error.status === 503 || error.code === 'TOO_MANY_CONCURRENT_REQUESTS');
}
