// SPDX-License-Identifier: MIT

import {
    CloudError,
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
import { fetchAuthSettings, type AuthSettings } from './auth-settings';
import { describeAuthError } from './describe-auth-error';
import { Publisher } from './publisher';
import { SessionClient } from './session-client';
import { following, isLost, losing, signingOut, userOf, type SessionState } from './session-state';
import type { SessionVault } from './session-vault';
import { SignInError } from './sign-in-error';
import { parseStoredSession, type StoredSession } from './stored-session';
import { within } from './within';

export interface SupabaseAuthSessionOptions {
    readonly configuration: CloudConfiguration;
    readonly vault: SessionVault;
    readonly fetch: typeof fetch;
    /** How long to wait for a server that does not answer before saying so, in milliseconds. */
    readonly patience?: number;
}

/** Long enough for a slow network to answer, short enough for a user to wait; in milliseconds. */
const PATIENCE = 5_000;

/** How signing up ended. */
export type SignUpResult = 'signed-in' | 'confirmation-sent';

/** The session of one user with Supabase Auth, kept in a vault that all windows of that user share. */
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
    /** Names the stored session, and the channel by which windows tell one another of changes. */
    private readonly storageKey: string;

    private state: SessionState = { kind: 'restoring', lost: false };
    private cancelSignal: AbortSignal | undefined;
    /** Follows changes one after the other, so that the last change wins. */
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
        const answer = await within(this.patience, this.client.getSession());
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
     * What the auth server offers.
     *
     * @throws SignInError when it cannot be reached, or is no auth server
     */
    async settings(signal?: AbortSignal): Promise<AuthSettings> {
        return this.attempt(signal, () => fetchAuthSettings(this.authUrl, this.apiKey, this.authFetch));
    }

    /** @throws SignInError with a sentence for the user; `cancelled` when `signal` ended it */
    async signIn(email: string, password: string, signal?: AbortSignal): Promise<void> {
        await this.ready;
        await this.attempt(signal, async () => {
            const { error } = await this.client.signInWithPassword({ email, password });
            if (error) {
                throw error;
            }
        });
    }

    /** @throws SignInError with a sentence for the user; `cancelled` when `signal` ended it */
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
     * Removes everything that is stored of the session, at once and whether or not the server can be reached; then
     * asks the server to end the session too.
     *
     * @returns whether the server has ended it; if not, it ends there when its time is up
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
        // The auth client finds no session any more, so it sends nothing. It tells the other windows.
        await within(this.patience, this.client.signOut({ scope: 'local' }));
        if (!stored) {
            return { revoked: true };
        }
        const { error } = await this.client.admin.signOut(stored.accessToken, 'local');
        return { revoked: error === null };
    }

    /** Ends timers and channels; the stored session stays. */
    async dispose(): Promise<void> {
        await this.client.dispose();
    }

    private async attempt<T>(signal: AbortSignal | undefined, work: () => Promise<T>): Promise<T> {
        this.cancelSignal = signal;
        try {
            return await work();
        } catch (error) {
            if (signal?.aborted) {
                throw new SignInError('cancelled', 'Cancelled.', undefined, { cause: error });
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
            const lost = await within(this.patience, verdict);
            if (lost) {
                await this.vault.removeItem(this.storageKey);
            }
            const user = (await this.storedSession())?.user;
            this.state = user ? { kind: 'signed-in', user, lost: false } : { kind: 'signed-out' };
            if (lost || user) {
                this.changes.publish({ kind: lost ? 'expired' : 'restored', user });
            }
            if (lost === undefined) {
                void this.heed(verdict).catch((error: unknown) => console.error(error));
            }
        } catch (error) {
            // A vault that cannot be read leaves nobody signed in. The user can sign in again.
            console.error('The stored session could not be restored.', error);
            this.state = { kind: 'signed-out' };
        }
    }

    /** Whether the server says that the stored session is over; a server that does not answer says nothing. */
    private async isOver(initialized: Promise<unknown>): Promise<boolean> {
        await initialized;
        const { error } = await this.client.getUser();
        if (!error) {
            return false;
        }
        // A token that the server does not accept may still be renewed, unless the server says that this is over, too.
        const refusal = endedBy(error) ? (await this.client.refreshSession()).error : null;
        return refusal !== null && endedBy(refusal);
    }

    /** Ends the session when a server that was slow to answer says at last that it is over. */
    private async heed(verdict: Promise<boolean>): Promise<void> {
        if ((await verdict) && this.user) {
            this.lose();
            await this.vault.removeItem(this.storageKey);
            await this.follow('SIGNED_OUT');
        }
    }

    private follow(event: AuthChangeEvent): Promise<void> {
        const step = this.following.then(() => this.synchronise(event));
        this.following = step.catch((error: unknown) => console.error(error));
        return step;
    }

    private lose(): void {
        this.state = losing(this.state);
    }

    /** Takes the user from the vault, which all windows share, and publishes what changed. */
    private async synchronise(event: AuthChangeEvent): Promise<void> {
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
