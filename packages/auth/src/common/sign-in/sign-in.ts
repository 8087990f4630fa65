// SPDX-License-Identifier: MIT

import type { AuthError } from '@supabase/auth-js';
import type { SessionClient } from '../session/session-client';
import type { SupabaseAuthSession } from '../session/supabase-auth-session';
import { fetchAuthSettings, type AuthSettings } from './auth-settings';

/** The result of a sign-up. */
export type SignUpResult = 'signed-in' | 'confirmation-sent';

/**
 * The ways to sign in. The session reports the user who has signed in.
 *
 * All methods throw a SignInError with a message for the user; `canceled` if `signal` was aborted.
 */
export class SignIn {
    constructor(private readonly session: Pick<SupabaseAuthSession, 'ready' | 'connection'>) {}

    /** Requests what the auth server offers. */
    async settings(signal?: AbortSignal): Promise<AuthSettings> {
        const { connection } = this.session;
        return connection.attempt(signal, () => fetchAuthSettings(connection.url, connection.apiKey, connection.fetch));
    }

    async withPassword(email: string, password: string, signal?: AbortSignal): Promise<void> {
        await this.send(signal, async client => {
            refuse(await client.signInWithPassword({ email, password }));
        });
    }

    async signUp(email: string, password: string, signal?: AbortSignal): Promise<SignUpResult> {
        return this.send(signal, async client => {
            const answer = await client.signUp({ email, password });
            refuse(answer);
            return answer.data.session ? 'signed-in' : 'confirmation-sent';
        });
    }

    private async send<T>(signal: AbortSignal | undefined, request: (client: SessionClient) => Promise<T>): Promise<T> {
        await this.session.ready;
        const { connection } = this.session;
        return connection.attempt(signal, () => request(connection.client));
    }
}

/** Throws the error of an answer of the auth client, which returns errors. */
function refuse({ error }: { readonly error: AuthError | null }): void {
    if (error) {
        throw error;
    }
}
