// SPDX-License-Identifier: MIT

import {
    CloudError,
    Publisher,
    type AuthSession,
    type SessionChange,
    type SessionEnd,
    type SignedInUser
} from '@sanyam/types';
import {
    AuthSessionMissingError,
    isAuthApiError,
    isAuthRefreshDiscardedError,
    isAuthRetryableFetchError,
    type AuthChangeEvent
} from '@supabase/auth-js';
import { AuthConnection, type AuthConnectionOptions } from './auth-connection';
import { endOfSession } from './auth-fetch';
import type { SessionClient } from './session-client';
import { ServerWatch } from './server-watch';
import { parseSessionEnd } from './session-end';
import { changeBetween, nextState, userOf, type SessionEvent, type SessionState } from './session-state';
import type { SessionVault } from './session-vault';
import { parseStoredSession, type StoredSession } from './stored-session';
import { withTimeout } from './with-timeout';

export interface SupabaseAuthSessionOptions extends Omit<AuthConnectionOptions, 'onRenewal' | 'onRefusal'> {
    /** Milliseconds to wait for a server that does not respond. */
    readonly patience?: number;
    /** Milliseconds until a server that is away is asked again for the first time. */
    readonly retryPause?: number;
}

/** The default, in milliseconds: long enough for a slow network, and short enough for a user who waits. */
const PATIENCE = 5_000;

/** The default, in milliseconds. */
const RETRY_PAUSE = 2_000;

/** What the auth client tells of a sign-in. By the mail for a forgotten password, it tells only the latter. */
const NEW_SESSION: ReadonlySet<AuthChangeEvent> = new Set(['SIGNED_IN', 'PASSWORD_RECOVERY']);

/** A session with Supabase Auth, stored in a vault that all windows of the browser share. */
export class SupabaseAuthSession implements AuthSession {
    readonly ready: Promise<void>;
    readonly connection: AuthConnection;

    private readonly changes = new Publisher<SessionChange>();
    readonly onDidChange = this.changes.subscribe;

    private readonly client: SessionClient;
    private readonly vault: SessionVault;
    private readonly patience: number;
    private readonly watch: ServerWatch;

    private state: SessionState = { kind: 'restoring' };
    private renewal: ReturnType<SessionClient['refreshSession']> | undefined;
    /** Handles changes one after the other, so that the last change wins. */
    private following: Promise<void> = Promise.resolve();

    constructor({ patience = PATIENCE, retryPause = RETRY_PAUSE, ...options }: SupabaseAuthSessionOptions) {
        this.patience = patience;
        this.watch = new ServerWatch(() => this.confirmAgain(), retryPause);
        this.vault = options.vault;
        this.connection = new AuthConnection({
            ...options,
            onRenewal: event => this.dispatch(event),
            onRefusal: (end, token) => this.end(end, token)
        });
        this.client = this.connection.client;
        this.vault.onDidDiscard(() => this.dispatch({ kind: 'ended', end: 'unreadable' }));
        this.vault.onDidChange?.(name => this.followVault(name));
        this.ready = this.restore();
    }

    get user(): SignedInUser | undefined {
        return userOf(this.state);
    }

    /** `offline`: the user is signed in, and the server that renews the session cannot be reached. */
    get status(): SessionState['kind'] {
        return this.state.kind;
    }

    async accessToken(): Promise<string | null> {
        await this.ready;
        return this.tokenOf(await withTimeout(this.patience, this.client.getSession()));
    }

    async renewToken(refused: string): Promise<string | null> {
        await this.ready;
        const stored = await this.storedSession();
        if (stored?.accessToken !== refused) {
            return stored?.accessToken ?? null;
        }
        // Requests that are refused at the same time share one renewal.
        this.renewal ??= this.client.refreshSession().finally(() => (this.renewal = undefined));
        const answer = await withTimeout(this.patience, this.renewal);
        if (isAuthRefreshDiscardedError(answer?.error)) {
            // Another window has renewed the session, or signed out.
            return (await this.storedSession())?.accessToken ?? null;
        }
        return this.tokenOf(answer);
    }

    /** @param answer of the auth client; `undefined` if it does not come in time */
    private tokenOf(
        answer: Awaited<ReturnType<SessionClient['refreshSession' | 'getSession']>> | undefined
    ): string | null {
        if (answer?.data.session) {
            return answer.data.session.access_token;
        }
        if (answer && !isAuthRetryableFetchError(answer.error)) {
            return null;
        }
        this.client.forgetRefreshFailure();
        throw new CloudError(
            'SERVICE_UNAVAILABLE',
            `Cannot reach the server at ${this.connection.host}. Check your network connection, then try again.`
        );
    }

    /**
     * Removes the stored session at once, even if the server cannot be reached. Then asks the server to end it.
     *
     * @returns `revoked`: whether the server ended the session; otherwise it ends there when it expires
     */
    async signOut(): Promise<{ revoked: boolean }> {
        await this.ready;
        const stored = await this.storedSession();
        await this.forget();
        if (!stored) {
            return { revoked: true };
        }
        const { error } = await this.client.admin.signOut(stored.accessToken, 'local');
        return { revoked: error === null };
    }

    /**
     * Asks the server to end the other sessions of the user, or all of them. Then this one is removed, too.
     *
     * @throws SignInError if the server does not do it, and CloudError as `accessToken` does. Then nothing has changed.
     */
    async signOutDevices(which: 'others' | 'global'): Promise<void> {
        const token = await this.accessToken();
        await this.connection.attempt(undefined, async () => {
            const { error } =
                token === null
                    ? { error: new AuthSessionMissingError() }
                    : await this.client.admin.signOut(token, which);
            if (error) {
                throw error;
            }
        });
        if (which === 'global') {
            await this.forget();
        }
    }

    /** Removes the stored session, in all windows. */
    private async forget(): Promise<void> {
        await this.vault.removeItem(this.endKey);
        await this.vault.removeItem(this.connection.storageKey);
        await this.follow('SIGNED_OUT');
        // The auth client finds no session, so it sends no request. It only notifies the other windows.
        await withTimeout(this.patience, this.client.signOut({ scope: 'local' }));
    }

    /** Asks at once for the server of a session that is offline. Without this call, it is asked after growing pauses. */
    lookAgain(): Promise<void> {
        return this.watch.askNow();
    }

    /** Stops timers and closes channels. The stored session stays. */
    async dispose(): Promise<void> {
        this.watch.dispose();
        await this.client.dispose();
    }

    private async restore(): Promise<void> {
        try {
            const initialized = this.client.initialize();
            this.client.onAuthStateChange(event => this.follow(event));
            const confirming = (await this.storedSession())
                ? initialized.then(() => this.confirm())
                : Promise.resolve(false);
            const confirmed = await withTimeout(this.patience, confirming);
            const user = (await this.storedSession())?.user;
            this.dispatch({ kind: 'restored', user, reached: confirmed ?? false });
            if (confirmed === undefined) {
                void confirming
                    .then(late => late && this.dispatch({ kind: 'reached' }))
                    .catch((error: unknown) => console.error(error));
            }
        } catch (error) {
            // If the vault cannot be read, no user is signed in. The user can sign in again.
            console.error('Could not restore the stored session.', error);
            this.dispatch({ kind: 'restored', user: undefined, reached: false });
        }
    }

    /**
     * Asks the server about the stored session. The session ends if the server refuses it.
     *
     * @returns whether the server accepts the session; `false` also if it did not decide
     */
    private async confirm(): Promise<boolean> {
        const { error } = await this.client.getUser();
        if (!error) {
            return true;
        }
        // A session with a rejected token may still be renewed. It is over if the server also refuses that.
        if (!isAuthApiError(error) || endOfSession(error.code) === undefined) {
            return false;
        }
        const { error: refusal } = await this.client.refreshSession();
        // The auth client discards its own renewal if another window has renewed the session.
        return refusal === null || isAuthRefreshDiscardedError(refusal);
    }

    /** Asks the server about a session that is offline. */
    private async confirmAgain(): Promise<void> {
        this.client.forgetRefreshFailure();
        if (await this.confirm()) {
            this.dispatch({ kind: 'reached' });
        }
    }

    /** Ends the stored session, unless another one is stored by now. Returns whether there is no other one. */
    private async end(end: SessionEnd, token: string): Promise<boolean> {
        const stored = await this.storedSession();
        if (stored === undefined) {
            return true;
        }
        if (stored.refreshToken !== token && stored.accessToken !== token) {
            this.dispatch({ kind: 'reached' });
            return false;
        }
        // The other windows read there why the session is gone.
        await this.vault.setItem(this.endKey, end);
        await this.vault.removeItem(this.connection.storageKey);
        this.dispatch({ kind: 'ended', end });
        return true;
    }

    private follow(event: AuthChangeEvent): Promise<void> {
        const step = this.following.then(() => this.synchronize(event));
        this.following = step.catch((error: unknown) => console.error(error));
        return step;
    }

    /** Follows a change of the vault by another window, of which the auth client may not hear. */
    private followVault(name: string): void {
        if (name === this.connection.storageKey) {
            this.follow('SIGNED_IN').catch((error: unknown) => console.error(error));
        }
    }

    /** Reads the user from the vault, which all windows share. */
    private async synchronize(event: AuthChangeEvent): Promise<void> {
        if (this.state.kind === 'restoring') {
            return;
        }
        const user = (await this.storedSession())?.user;
        if (user) {
            this.dispatch(
                event === 'TOKEN_REFRESHED'
                    ? { kind: 'refreshed', user }
                    : { kind: 'stored', user, isNew: NEW_SESSION.has(event) }
            );
            return;
        }
        const end = parseSessionEnd(await this.vault.getItem(this.endKey));
        this.dispatch(end ? { kind: 'ended', end } : { kind: 'signed-out' });
    }

    private dispatch(event: SessionEvent): void {
        const before = this.state;
        this.state = nextState(before, event);
        this.watch.note(this.state.kind === 'offline');
        const kind = changeBetween(before, this.state, event);
        if (kind) {
            const end = this.state.kind === 'expired' ? { end: this.state.end } : {};
            this.changes.publish({ kind, user: this.user, ...end });
        }
    }

    private get endKey(): string {
        return `${this.connection.storageKey} end`;
    }

    /** Returns what is stored, also if its token has expired, without asking the server. */
    async storedSession(): Promise<StoredSession | undefined> {
        const text = await this.vault.getItem(this.connection.storageKey);
        return text === null ? undefined : parseStoredSession(text);
    }
}
