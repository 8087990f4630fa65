// SPDX-License-Identifier: MIT

import { parseStoredSession } from './stored-session';
import type { SessionVault } from './session-vault';
import { withTimeout } from './with-timeout';

/** Milliseconds until another window may renew the session, if this one does not store what it got. */
const LONGEST_STORING = 2_000;

/** Milliseconds to wait for the turn: longer than a renewal over a slow network, and shorter than a request may take. */
const LONGEST_WAIT = 4_000;

/**
 * Lets the windows of a browser renew their session one after the other, so that it is renewed once: a window whose turn comes
 * after another one has renewed the session gets what that one stored. A window that gets no turn renews it on its own, which
 * the server takes: another window can stand still in a question of the browser, and a page without HTTPS has no locks.
 *
 * It is the storage of the auth client, too, because a turn ends when the new session is stored.
 */
export class SharedRenewal implements Pick<SessionVault, 'getItem' | 'setItem' | 'removeItem'> {
    private noteStored: () => void = () => undefined;

    /** @param name the item of the vault with the session */
    constructor(
        private readonly name: string,
        private readonly vault: SessionVault,
        private readonly locks: Pick<LockManager, 'request'> | undefined = globalThis.navigator?.locks,
        private readonly longestWait = LONGEST_WAIT
    ) {}

    getItem(key: string): Promise<string | null> {
        return this.vault.getItem(key);
    }

    async setItem(key: string, value: string): Promise<void> {
        await this.vault.setItem(key, value);
        if (key === this.name) {
            this.noteStored();
        }
    }

    removeItem(key: string): Promise<void> {
        return this.vault.removeItem(key);
    }

    /**
     * Renews the session when it is this window's turn.
     *
     * @param refreshToken the token that `renew` sends
     * @param signal ends the renewal
     * @returns the answer to `renew`, or the session that another window has stored meanwhile
     */
    async renew(refreshToken: string, signal: AbortSignal, renew: () => Promise<Response>): Promise<Response> {
        const { locks } = this;
        if (!locks) {
            return renew();
        }
        const answer = Promise.withResolvers<Response>();
        const waiting = AbortSignal.any([signal, AbortSignal.timeout(this.longestWait)]);
        let isMyTurn = false;
        const turn = locks.request(`${this.name} renewal`, { signal: waiting }, async () => {
            isMyTurn = true;
            const text = (await this.vault.getItem(this.name)) ?? '';
            const stored = parseStoredSession(text);
            if (stored && stored.refreshToken !== refreshToken) {
                answer.resolve(Response.json(JSON.parse(text)));
                return;
            }
            const storing = new Promise<void>(resolve => (this.noteStored = resolve));
            const response = await renew();
            answer.resolve(response);
            if (response.ok) {
                await withTimeout(LONGEST_STORING, storing);
            }
        });
        turn.catch((error: unknown) =>
            isMyTurn || signal.aborted ? answer.reject(error) : renew().then(answer.resolve, answer.reject)
        );
        return answer.promise;
    }
}
