// SPDX-License-Identifier: MIT

import type { AuthError } from '@supabase/auth-js';
import type { SessionClient } from '../session/session-client';
import type { SupabaseAuthSession } from '../session/supabase-auth-session';
import { fetchAuthSettings, type AuthSettings } from './auth-settings';
import type { RedirectMethod } from './methods/sign-in-method';
import { fetchPasswordRule, type PasswordRule } from './password-rule';
import { fetchProviderTiers } from './provider-tiers';
import { requestProviderAddress } from './provider-address';
import type { MailPurpose, ReturnPurpose } from './sign-in-return';

/** The result of a sign-up. */
export type SignUpResult = 'signed-in' | 'confirmation-sent';

/** The types of codes, as the auth server names them. `email` is a link for a new user, or for a known one. */
const CODE_TYPES = { 'sign-up': 'email', link: 'email', recovery: 'recovery' } as const;

/**
 * The ways to sign in. The session reports the user who has signed in.
 *
 * All methods but `passwordRule` throw a SignInError with a message for the user; `canceled` if `signal` was aborted.
 */
export class SignIn {
    private rule: Promise<PasswordRule | undefined> | undefined;

    /** @param returnAddress returns the address of this program, to which links and providers lead */
    constructor(
        private readonly session: Pick<SupabaseAuthSession, 'ready' | 'connection' | 'storedSession'>,
        private readonly returnAddress: (purpose: ReturnPurpose) => string
    ) {}

    /** Requests what the auth server offers, which an operator may have changed, and the rule for passwords, too. */
    async settings(signal?: AbortSignal): Promise<AuthSettings> {
        this.rule = undefined;
        const { connection } = this.session;
        const { url, apiKey, fetch } = connection;
        return connection.attempt(signal, async () => {
            const tiersOf = fetchProviderTiers(url, apiKey, fetch);
            return { ...(await fetchAuthSettings(url, apiKey, fetch)), tiersOf: await tiersOf };
        });
    }

    /** Returns the server's rule for new passwords; `undefined` if it does not tell it. Never throws. */
    passwordRule(): Promise<PasswordRule | undefined> {
        const { url, apiKey, fetch } = this.session.connection;
        this.rule ??= fetchPasswordRule(url, apiKey, fetch).then(rule => {
            if (rule === undefined) {
                this.rule = undefined;
            }
            return rule;
        });
        return this.rule;
    }

    async withPassword(email: string, password: string, signal?: AbortSignal): Promise<void> {
        await this.send(signal, async client => {
            refuse(await client.signInWithPassword({ email, password }));
        });
    }

    async signUp(email: string, password: string, signal?: AbortSignal): Promise<SignUpResult> {
        return this.send(signal, async client => {
            const options = { emailRedirectTo: this.returnAddress('sign-up') };
            const answer = await client.signUp({ email, password, options });
            refuse(answer);
            return answer.data.session ? 'signed-in' : 'confirmation-sent';
        });
    }

    /**
     * Sends a mail with a link and a code. Where the server allows sign-up, the answer is the same whether
     * the address has an account or not.
     */
    async sendMail(purpose: MailPurpose, email: string, signal?: AbortSignal): Promise<void> {
        const redirectTo = this.returnAddress(purpose);
        await this.send(signal, async client => {
            switch (purpose) {
                case 'sign-up':
                    return refuse(
                        await client.resend({ type: 'signup', email, options: { emailRedirectTo: redirectTo } })
                    );
                case 'link':
                    return refuse(await client.signInWithOtp({ email, options: { emailRedirectTo: redirectTo } }));
                case 'recovery':
                    return refuse(await client.resetPasswordForEmail(email, { redirectTo }));
            }
        });
    }

    /** Signs in with the code of a mail. */
    async withCode(purpose: MailPurpose, email: string, token: string, signal?: AbortSignal): Promise<void> {
        await this.send(signal, async client => {
            refuse(await client.verifyOtp({ type: CODE_TYPES[purpose], email, token }));
        });
    }

    /** Gives the signed-in user a new password. */
    async setPassword(password: string, signal?: AbortSignal): Promise<void> {
        await this.send(signal, async client => {
            refuse(await client.updateUser({ password }));
        });
    }

    /** Returns the address at which an identity provider signs in. It leads back to `returnTo`. */
    async pageOf(
        method: RedirectMethod,
        signal?: AbortSignal,
        returnTo = this.returnAddress('provider')
    ): Promise<string> {
        return this.send(signal, client => requestProviderAddress(client, this.session.connection, method, returnTo));
    }

    /**
     * Signs in with the code that a link or a provider has put into the address of this program.
     *
     * @param flowId names the attempt that this browser has begun. Without it, or with a strange one, nothing is sent.
     */
    async withReturnedCode(code: string, flowId: string | undefined, signal?: AbortSignal): Promise<void> {
        await this.send(signal, async client => {
            const former = await this.session.storedSession();
            // Without an id, the client would take the verifier of any attempt.
            refuse(await client.exchangeCodeForSession(code, { flowId: flowId ?? '' }));
            if (former) {
                // Otherwise, the server would keep the session that nobody has any more, as one more device.
                await client.admin.signOut(former.accessToken, 'local').catch(() => undefined);
            }
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
