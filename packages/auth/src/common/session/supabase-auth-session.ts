// SPDX-License-Identifier: MIT

import {
    CloudError,
    Publisher,
    type AuthSession,
    type CloudConfiguration,
    type SessionChange,
    type SignedInUser
} from '@sanyam/types';
import {
    isAuthApiError,
    isAuthRetryableFetchError,
    isAuthSessionMissingError,
    type AuthChangeEvent,
    type AuthError
} from '@supabase/auth-js';
import { createAuthFetch, endsSession } from './auth-fetch';
import { fetchAuthSettings, type AuthSettings } from '../sign-in/auth-settings';
import { canceledError, describeAuthError } from '../sign-in/describe-auth-error';
import { SessionClient } from './session-client';
import { following, isLost, losing, signingOut, userOf, type SessionState } from './session-state';
import type { SessionVault } from './session-vault';
import { SignInError } from '../sign-in/sign-in-error';
import { parseStoredSession, type StoredSession } from './stored-session';
import { withTimeout } from './with-timeout';

export interface SupabaseAuthSessionOptions {
    readonly configuration: CloudConfiguration;
    readonly vault: SessionVault;
    readonly fetch: typeof fetch;
    /** Milliseconds to wait for a server that does not respond. */
    readonly patience?: number;
}

/** The default, in milliseconds: long enough for a slow network, and short enough for a user who waits. */
const PATIENCE = 5_000;

/** The result of a sign-up. */
export type SignUpResult = 'signed-in' | 'confirmation-sent';

/** A session with Supabase Auth, stored in a vault that all windows of the browser share. */
export class SupabaseAuthSession implements AuthSession {
    readonly ready: Promise<void>;

    private readonly changes = new Publisher<SessionChange>();
    readonly onDidChange = this.changes.subscribe;

    private readonly vault: SessionVault;
    private readonly authFetch: typeof fetch;
    private readonly client: SessionClient;
    private readonly authUrl: string;
    private readonly host: string;
    private readonly apiKey: string;
    private readonly patience: number;
    /** The name of the stored session, and of the channel for notifications between windows. */
    private readonly storageKey: string;

    private state: SessionState = { kind: 'restoring', lost: false };
    private renewal: ReturnType<SessionClient['refreshSession']> | undefined;
    private cancelSignal: AbortSignal | undefined;
    /** Handles changes one after the other, so that the last change wins. */
    private following: Promise<void> = Promise.resolve();

    constructor({ configuration, vault, fetch: send, patience = PATIENCE }: SupabaseAuthSessionOptions) {
        const { supabaseUrl, supabaseAnonKey } = configuration;
        this.vault = vault;
        this.patience = patience;
        this.apiKey = supabaseAnonKey;
        this.host = new URL(supabaseUrl).host;
        this.authUrl = `${supabaseUrl.replace(/\/+$/, '')}/auth/v1`;
        this.storageKey = `sanyam.session ${this.authUrl}`;
        this.authFetch = createAuthFetch({
            send,
            cancelSignal: () => this.cancelSignal,
            onRefusal: () => this.lose()
        });
        this.client = new SessionClient({
            url: this.authUrl,
            headers: { apikey: supabaseAnonKey },
            storageKey: this.storageKey,
            storage: vault,
            fetch: this.authFetch,
            persistSession: true,
            autoRefreshToken: true,
            detectSessionInUrl: false,
            skipAutoInitialize: true
        });
        vault.onDidDiscard(() => {
            this.lose();
            void this.follow('SIGNED_OUT').catch((error: unknown) => console.error(error));
        });
        this.ready = this.restore();
    }

    get user(): SignedInUser | undefined {
        return userOf(this.state);
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
        if (answer?.error && endedBy(answer.error)) {
            // The auth client keeps a session whose token is still valid by the local clock.
            await this.end();
            return null;
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
            `Cannot reach the server at ${this.host}. Check your network connection, then try again.`
        );
    }

    /**
     * Requests the sign-in methods of the auth server.
     *
     * @throws SignInError if the server cannot be reached or is not an auth server
     */
    async settings(signal?: AbortSignal): Promise<AuthSettings> {
        return this.attempt(signal, () => fetchAuthSettings(this.authUrl, this.apiKey, this.authFetch));
    }

    /** Signs in a user. @throws SignInError with a message for the user; `canceled` if `signal` was aborted */
    async signIn(email: string, password: string, signal?: AbortSignal): Promise<void> {
        await this.ready;
        await this.attempt(signal, async () => {
            const { error } = await this.client.signInWithPassword({ email, password });
            if (error) {
                throw error;
            }
        });
    }

    /** Signs up a user. @throws SignInError with a message for the user; `canceled` if `signal` was aborted */
    async signUp(email: string, password: string, signal?: AbortSignal): Promise<SignUpResult> {
        await this.ready;
        return this.attempt(signal, async () => {
            const { data, error } = await this.client.signUp({ email, password });
            if (error) {
                throw error;
            }
            return data.session ? 'signed-in' : 'confirmation-sent';
        });
    }

    /**
     * Removes the stored session at once, even if the server cannot be reached. Then asks the server to end it.
     *
     * @returns `revoked`: whether the server ended the session; otherwise it ends there when it expires
     */
    async signOut(): Promise<{ revoked: boolean }> {
        await this.ready;
        const stored = await this.storedSession();
        const before = this.state;
        this.state = signingOut(before);
        try {
            await this.vault.removeItem(this.storageKey);
        } catch (error) {
            this.state = before;
            throw error;
        }
        await this.follow('SIGNED_OUT');
        // The auth client finds no session, so it sends no request. It only notifies the other windows.
        await withTimeout(this.patience, this.client.signOut({ scope: 'local' }));
        if (!stored) {
            return { revoked: true };
        }
        const { error } = await this.client.admin.signOut(stored.accessToken, 'local');
        return { revoked: error === null };
    }

    /** Stops timers and closes channels. The stored session stays. */
    async dispose(): Promise<void> {
        await this.client.dispose();
    }

    private async attempt<T>(signal: AbortSignal | undefined, work: () => Promise<T>): Promise<T> {
        this.cancelSignal = signal;
        try {
            return await work();
        } catch (error) {
            if (signal?.aborted) {
                throw canceledError(error);
            }
            throw error instanceof SignInError ? error : describeAuthError(error, this.host);
        } finally {
            this.cancelSignal = undefined;
        }
    }

    private async restore(): Promise<void> {
        try {
            const initialized = this.client.initialize();
            this.client.onAuthStateChange(event => this.follow(event));
            const verdict = (await this.storedSession())
                ? this.isOver(initialized)
                : Promise.resolve(isLost(this.state));
            const lost = await withTimeout(this.patience, verdict);
            if (lost) {
                await this.vault.removeItem(this.storageKey);
            }
            const user = (await this.storedSession())?.user;
            this.state = user ? { kind: 'signed-in', user, lost: false } : { kind: 'signed-out' };
            if (lost || user) {
                this.changes.publish({ kind: lost ? 'expired' : 'restored', user });
            }
            if (lost === undefined) {
                void this.endIfOver(verdict).catch((error: unknown) => console.error(error));
            }
        } catch (error) {
            // If the vault cannot be read, no user is signed in. The user can sign in again.
            console.error('Could not restore the stored session.', error);
            this.state = { kind: 'signed-out' };
        }
    }

    /** Returns whether the server refuses the stored session. Without a response, the session is not over. */
    private async isOver(initialized: Promise<unknown>): Promise<boolean> {
        await initialized;
        const { error } = await this.client.getUser();
        if (!error) {
            return false;
        }
        // A session with a rejected token may still be renewed. It is over if the server also refuses that.
        const refusal = endedBy(error) ? (await this.client.refreshSession()).error : null;
        return refusal !== null && endedBy(refusal);
    }

    /** Ends the session if a slow server refuses it after the start. */
    private async endIfOver(verdict: Promise<boolean>): Promise<void> {
        if ((await verdict) && this.user) {
            await this.end();
        }
    }

    private async end(): Promise<void> {
        this.lose();
        await this.vault.removeItem(this.storageKey);
        await this.follow('SIGNED_OUT');
    }

    private follow(event: AuthChangeEvent): Promise<void> {
        const step = this.following.then(() => this.synchronize(event));
        this.following = step.catch((error: unknown) => console.error(error));
        return step;
    }

    private lose(): void {
        this.state = losing(this.state);
    }

    /** Reads the user from the vault, which all windows share, and publishes the change. */
    private async synchronize(event: AuthChangeEvent): Promise<void> {
        if (this.state.kind === 'restoring') {
            return;
        }
        const user = (await this.storedSession())?.user;
        const { state, change } = following(this.state, user, event);
        this.state = state;
        if (change) {
            this.changes.publish({ kind: change, user });
        }
    }

    private async storedSession(): Promise<StoredSession | undefined> {
        const text = await this.vault.getItem(this.storageKey);
        return text === null ? undefined : parseStoredSession(text);
    }
}

function endedBy(error: AuthError): boolean {
    return isAuthSessionMissingError(error) || (isAuthApiError(error) && endsSession(error.code));
}
