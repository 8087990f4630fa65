// SPDX-License-Identifier: MIT

import { CloudError } from '@sanyam/types';
import type { FairLimits } from './fair-use';
import type { Turns } from './turns';

/** What all users have at the moment. */
export interface SharedLoad {
    requests: number;
    bytes: number;
}

/** What one user has at the moment. */
export interface UserLoad extends SharedLoad {
    readonly user: string;
    readonly turns: Turns;
}

/** What a visit tells the gateway. */
export interface VisitListener {
    turnedAway(reason: 'requests' | 'bytes' | 'calls' | 'all'): void;
    left(load: UserLoad): void;
    /** Returns the load of the user whose request this turned out to be. */
    belongsTo(user: string): UserLoad;
    noteUncounted(): void;
    /** Returns the requests of this user that nobody counted. The caller counts them. */
    takeUncounted(): number;
}

/** Runs a database call when it is the user's turn. @throws CloudError TOO_MANY_CONCURRENT_REQUESTS, SERVER_BUSY */
export type RunFairly = <T>(call: () => Promise<T>) => Promise<T>;

/** One request, from its credentials to the end of its work and of its answer, whichever is later. */
export class Visit {
    private bytes = 0;
    private isWorking = true;
    private isAnswering = true;
    private giveUp: (() => void) | undefined;

    /** @throws CloudError TOO_MANY_CONCURRENT_REQUESTS when the user has too many requests, SERVER_BUSY when all have */
    constructor(
        private load: UserLoad,
        private readonly all: SharedLoad,
        private readonly limits: FairLimits,
        private readonly listener: VisitListener
    ) {
        if (load.requests >= limits.requestsOfUser) {
            listener.turnedAway('requests');
            throw tooMany('You have %s requests at the same time. Wait for answers.', limits.requestsOfUser);
        }
        if (all.requests >= limits.requestsOfAll) {
            listener.turnedAway('all');
            listener.left(load);
            throw new CloudError('SERVER_BUSY');
        }
        load.requests++;
        all.requests++;
    }

    /** Requests of this user that nobody counted. The caller counts them. */
    takeUncounted(): number {
        return this.listener.takeUncounted();
    }

    /** Notes that this request is not counted, because it did not get to the database. */
    noteUncounted(): void {
        this.listener.noteUncounted();
    }

    /** Says whose request this is, when the owner of its API key is known. */
    belongsTo(user: string): void {
        if (this.hasLeft || user === this.load.user) {
            return;
        }
        const former = this.load;
        this.load = this.listener.belongsTo(user);
        former.requests--;
        this.load.requests++;
        former.bytes -= this.bytes;
        this.load.bytes += this.bytes;
        this.listener.left(former);
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
            this.all.bytes += bytes;
        }
    }

    readonly run: RunFairly = async call => {
        const { load } = this;
        // The answer of a call can be large.
        this.requireRoom(1);
        try {
            return await load.turns.run(
                call,
                () => {
                    this.listener.turnedAway('calls');
                    return tooMany('Your requests wait for %s others of yours. Send fewer.', load.turns.most);
                },
                giveUp => (this.isAnswering ? (this.giveUp = giveUp) : giveUp())
            );
        } finally {
            this.giveUp = undefined;
            this.listener.left(load);
        }
    };

    /** Notes that the answer has been taken, or the client has gone. A call that waits for its turn gives up. */
    endAnswer(): void {
        const before = this.hasLeft;
        this.isAnswering = false;
        this.giveUp?.();
        this.leaveAfter(before);
    }

    /** Notes that the gateway has done its work for this request. A client that goes does not stop this work. */
    endWork(): void {
        const before = this.hasLeft;
        this.isWorking = false;
        this.leaveAfter(before);
    }

    private get hasLeft(): boolean {
        return !this.isWorking && !this.isAnswering;
    }

    private leaveAfter(hadLeft: boolean): void {
        if (this.hasLeft && !hadLeft) {
            this.load.requests--;
            this.all.requests--;
            this.load.bytes -= this.bytes;
            this.all.bytes -= this.bytes;
            this.listener.left(this.load);
        }
    }

    /** A request that is alone always has room, whatever its size. */
    private requireRoom(bytes: number): void {
        const { bytesOfUser, bytesOfAll } = this.limits;
        if (this.load.bytes > this.bytes && this.load.bytes + bytes > bytesOfUser) {
            this.listener.turnedAway('bytes');
            throw tooMany('Your requests hold %s bytes. Wait for answers, and read them.', bytesOfUser);
        }
        if (this.all.bytes > this.bytes && this.all.bytes + bytes > bytesOfAll) {
            this.listener.turnedAway('all');
            throw new CloudError('SERVER_BUSY');
        }
    }
}

function tooMany(sentence: string, limit: number): CloudError {
    return new CloudError('TOO_MANY_CONCURRENT_REQUESTS', sentence.replace('%s', String(limit)), { limit });
}

/** Returns whether an error says that a request did not get to the database. */
export function isTurnedAway(error: unknown): boolean {
    return CloudError.is(error) && (error.status === 503 || error.code === 'TOO_MANY_CONCURRENT_REQUESTS');
}
