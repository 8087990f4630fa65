// SPDX-License-Identifier: MIT

import { LRUCache } from 'lru-cache';
import type { Credentials } from '../identity/caller';
import type { Metrics } from '../observability/metrics';
import { type SharedLoad, UserLoad } from './load';
import type { Source } from './source';
import { Turns } from './turns';
import { UncountedRequests } from './uncounted-requests';
import { Visit } from './visit';

/** What one user, and all users together, can have at the same time in one gateway. */
export interface FairLimits {
    /** Requests of a user, until their work has ended and their answers have been taken. */
    readonly requestsOfUser: number;
    /** Bytes of bodies and large answers of a user. One request alone can have more. */
    readonly bytesOfUser: number;
    /** Database calls of a user. */
    readonly callsOfUser: number;
    /** Pages of exports of all users that are made. */
    readonly pagesOfAll: number;
    /** Milliseconds that a page of an export waits for its turn. */
    readonly patienceOfPages: number;
    /** Requests with unknown API keys that wait for the database. */
    readonly strangers: number;
    /** Milliseconds that a database call waits for its turn. */
    readonly patience: number;
    /** Requests of all users, until their work has ended and their answers have been taken. */
    readonly requestsOfAll: number;
    /** Bytes of bodies and large answers of all users. */
    readonly bytesOfAll: number;
    /** Refusals of a user that are held back. */
    readonly refusalsOfUser: number;
    /** Refusals of all users that are held back. */
    readonly refusalsOfAll: number;
}

const MB = 1024 * 1024;

/** A user has a quarter of the connections, so that four users cannot take all of them. */
const SHARE_OF_A_USER = 4;

/** Returns the limits of a gateway with this many database connections. */
export function fairLimits(connections: number): FairLimits {
    return {
        // Five browsers with six connections each.
        requestsOfUser: 32,
        // The largest body of the tier enterprise: a document of 8 MB with each character escaped, and its envelope.
        bytesOfUser: 32 * MB,
        callsOfUser: Math.max(2, Math.floor(connections / SHARE_OF_A_USER)),
        // All exports together have what one user has.
        pagesOfAll: Math.max(2, Math.floor(connections / SHARE_OF_A_USER)),
        // Less than an idle connection may wait (ReaderLimits.longestPause).
        patienceOfPages: 15_000,
        // A look-up of a key takes a millisecond, so the last one waits for a tenth of a second.
        strangers: 256,
        patience: 5000,
        // Each takes some kilobytes, and waits for a connection behind the others.
        requestsOfAll: 1024,
        bytesOfAll: 256 * MB,
        // As many as a user has requests. Each takes some kilobytes.
        refusalsOfUser: 32,
        refusalsOfAll: 256
    };
}

/** API keys and users that one process remembers. At 100 bytes each, these are 2 MB. */
const REMEMBERED = 20_000;

/** Why a request is turned away. */
type Reason = 'requests' | 'bytes' | 'calls' | 'strangers' | 'all';

/** Keeps one user from taking what all users share: connections, memory and time. */
export class FairUse {
    readonly all: SharedLoad = { requests: 0, bytes: 0, refusals: 0 };
    readonly uncounted = new UncountedRequests(REMEMBERED);
    private readonly users = new Map<string, UserLoad>();
    /** The owners of keys, so that all keys of a user count together. A key never changes its owner. */
    private readonly owners = new LRUCache<string, string>({ max: REMEMBERED });
    /** The turns of all requests with API keys whose owners are not known yet. */
    private readonly strangers: Turns;
    /** The turns of the pages of exports, which many users can begin at once. */
    readonly pages: Turns;

    constructor(
        readonly limits: FairLimits,
        private readonly metrics: Pick<Metrics, 'turnedAway'>
    ) {
        this.strangers = new Turns(limits.callsOfUser, limits.patience, limits.strangers);
        this.pages = new Turns(limits.pagesOfAll, limits.patienceOfPages, limits.requestsOfAll);
    }

    /** Returns a visit that has not entered yet. */
    visit(credentials: Credentials, source: Source): Visit {
        const user = credentials.kind === 'session' ? credentials.userId : this.owners.get(credentials.secretHash);
        const load = user === undefined ? new UserLoad(undefined, this.strangers) : this.loadOf(user);
        return new Visit(this, load, credentials, source);
    }

    rememberOwner(secretHash: string, user: string): void {
        this.owners.set(secretHash, user);
    }

    noteTurnedAway(reason: Reason): void {
        this.metrics.turnedAway.inc({ reason });
    }

    loadOf(user: string): UserLoad {
        let load = this.users.get(user);
        if (load === undefined) {
            load = new UserLoad(
                user,
                new Turns(this.limits.callsOfUser, this.limits.patience, this.limits.requestsOfUser)
            );
            this.users.set(user, load);
        }
        return load;
    }

    /** Forgets a user without a request, but never a newer load of the same user. */
    forget(load: UserLoad): void {
        if (load.user !== undefined && load.isIdle && this.users.get(load.user) === load) {
            this.users.delete(load.user);
        }
    }
}
