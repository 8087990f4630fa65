// SPDX-License-Identifier: MIT

import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** The parameter with the state. Supabase keeps its own state with the provider to itself, and leaves ours in the address. */
const STATE = 'state';

/** 256 bits. RFC 6749, section 10.10, asks for 128 at least. */
const STATE_BYTES = 32;

/** Milliseconds in which a browser has to come back. */
const PATIENCE = 120_000;

/** Waits for the one return of a sign-in in the browser of the system. */
export class PendingReturn {
    private readonly state = randomBytes(STATE_BYTES).toString('base64url');
    private readonly settled = Promise.withResolvers<string | undefined>();
    private readonly timer: NodeJS.Timeout;
    private open = true;

    /** The query of the return; `undefined` if it did not come in time, or is not waited for any more. */
    readonly query: Promise<string | undefined> = this.settled.promise;

    /** @param patience milliseconds to wait */
    constructor(patience = PATIENCE) {
        this.timer = setTimeout(() => this.settle(undefined), patience);
    }

    get isOpen(): boolean {
        return this.open;
    }

    /** Returns an address with the state of this attempt. */
    addressOf(address: string): string {
        const url = new URL(address);
        url.searchParams.set(STATE, this.state);
        return url.href;
    }

    /** Takes the return if it has the state of this attempt and is the first one. Returns whether it was taken. */
    take({ searchParams, search }: Pick<URL, 'searchParams' | 'search'>): boolean {
        const [given, ...others] = searchParams.getAll(STATE);
        if (!this.open || given === undefined || others.length > 0 || !this.isState(given)) {
            return false;
        }
        this.settle(search);
        return true;
    }

    /** Waits no longer. */
    end(): void {
        this.settle(undefined);
    }

    private settle(query: string | undefined): void {
        this.open = false;
        clearTimeout(this.timer);
        this.settled.resolve(query);
    }

    /** Compares digests: they have one length, and the time of the comparison tells nothing. */
    private isState(given: string): boolean {
        const digest = (text: string) => createHash('sha256').update(text).digest();
        return timingSafeEqual(digest(given), digest(this.state));
    }
}
