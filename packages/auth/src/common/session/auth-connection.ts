// SPDX-License-Identifier: MIT

import type { CloudConfiguration } from '@sanyam/types';
import { canceledError, describeAuthError } from '../sign-in/describe-auth-error';
import { SignInError } from '../sign-in/sign-in-error';
import { createAuthFetch, type AuthFetchOptions } from './auth-fetch';
import { SessionClient } from './session-client';
import type { SessionVault } from './session-vault';
import { SharedRenewal } from './shared-renewal';

export interface AuthConnectionOptions extends Pick<AuthFetchOptions, 'onRenewal' | 'onRefusal'> {
    readonly configuration: CloudConfiguration;
    readonly vault: SessionVault;
    readonly fetch: typeof fetch;
}

/** The connection to the auth server, which the session and the ways to sign in share. */
export class AuthConnection {
    readonly client: SessionClient;
    readonly fetch: typeof fetch;
    /** The address of the auth server, without a slash at its end. */
    readonly url: string;
    readonly host: string;
    readonly apiKey: string;
    /** The name of the stored session, and of the channel for notifications between windows. */
    readonly storageKey: string;

    private cancelSignal: AbortSignal | undefined;

    constructor({ configuration, vault, fetch: send, onRenewal, onRefusal }: AuthConnectionOptions) {
        const { supabaseUrl, supabaseAnonKey } = configuration;
        this.apiKey = supabaseAnonKey;
        this.host = new URL(supabaseUrl).host;
        this.url = `${supabaseUrl.replace(/\/+$/, '')}/auth/v1`;
        this.storageKey = `sanyam.session ${this.url}`;
        const renewal = new SharedRenewal(this.storageKey, vault);
        this.fetch = createAuthFetch({ send, cancelSignal: () => this.cancelSignal, onRenewal, onRefusal, renewal });
        this.client = new SessionClient({
            url: this.url,
            headers: { apikey: supabaseAnonKey },
            storageKey: this.storageKey,
            storage: renewal,
            fetch: this.fetch,
            persistSession: true,
            autoRefreshToken: true,
            detectSessionInUrl: false,
            skipAutoInitialize: true,
            // A link or a provider leads back with a code, which only the browser that asked can exchange.
            flowType: 'pkce',
            experimental: { appendPkceFlowIdToRedirects: true }
        });
    }

    /**
     * Sends a request of the user, which `signal` cancels.
     *
     * @throws SignInError with a message for the user; `canceled` if `signal` was aborted
     */
    async attempt<T>(signal: AbortSignal | undefined, work: () => Promise<T>): Promise<T> {
        if (signal) {
            this.cancelSignal = signal;
        }
        try {
            return await work();
        } catch (error) {
            if (signal?.aborted) {
                throw canceledError(error);
            }
            throw error instanceof SignInError ? error : describeAuthError(error, this.host);
        } finally {
            // Another request, which cannot be canceled, may end while the one of the signal is still to be sent.
            if (this.cancelSignal === signal) {
                this.cancelSignal = undefined;
            }
        }
    }
}
