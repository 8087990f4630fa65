// SPDX-License-Identifier: MIT

import type { Provider, User, UserResponse } from '@supabase/auth-js';
import type { SessionClient } from '../session/session-client';
import type { SupabaseAuthSession } from '../session/supabase-auth-session';
import type { ReturnPurpose } from '../sign-in/sign-in-return';

/** What the auth server knows of the signed-in user. */
export interface UserAccount {
    readonly email: string;
    /** A new email that waits for its confirmation. */
    readonly newEmail: string | undefined;
    /** Empty if the user has not given one. */
    readonly name: string;
    /** The address of a picture, as a provider gives it. */
    readonly picture: string | undefined;
    /** The oldest first. */
    readonly waysIn: readonly WayIn[];
}

/** A way in that an account has. */
export interface WayIn {
    readonly identityId: string;
    /** `email`, or the id of a provider. */
    readonly provider: string;
    /** The email of the user there. It may differ from that of the account. */
    readonly email: string | undefined;
    /** When the account got it, in RFC 3339. */
    readonly since: string | undefined;
}

/**
 * Reads and changes the account of the signed-in user.
 *
 * All methods throw a SignInError with a message for the user.
 */
export class AccountClient {
    /** @param returnAddress returns the address of this program, to which the mails lead */
    constructor(
        private readonly session: Pick<SupabaseAuthSession, 'ready' | 'connection'>,
        private readonly returnAddress: (purpose: ReturnPurpose) => string
    ) {}

    read(): Promise<UserAccount> {
        return this.ask(client => client.getUser());
    }

    rename(name: string): Promise<UserAccount> {
        return this.ask(client => client.updateUser({ data: { full_name: name } }));
    }

    /** Asks for another email. It counts once the link of the mail is opened; of both mails, if the server wants both. */
    changeEmail(email: string): Promise<UserAccount> {
        const emailRedirectTo = this.returnAddress('new-email');
        return this.ask(client => client.updateUser({ email }, { emailRedirectTo }));
    }

    /** Returns the address at which a provider is linked to the account. It leads back to `returnTo`. */
    async addressToLink(
        provider: string,
        signal?: AbortSignal,
        returnTo = this.returnAddress('link-identity')
    ): Promise<string> {
        return this.send(signal, async client => {
            const { data, error } = await client.linkIdentity({
                // The server decides which providers there are, and may have one that the client does not know.
                provider: provider as Provider,
                options: { redirectTo: returnTo, skipBrowserRedirect: true }
            });
            if (error) {
                throw error;
            }
            return data.url;
        });
    }

    /** Unlinks a way in. The account may get the email of another one. */
    async unlink({ identityId }: WayIn): Promise<UserAccount> {
        return this.send(undefined, async client => {
            const before = userIn(await client.getUser());
            const identity = before.identities?.find(({ identity_id }) => identity_id === identityId);
            if (identity) {
                const { error } = await client.unlinkIdentity(identity);
                if (error) {
                    throw error;
                }
            }
            const after = userIn(await client.getUser());
            if (after.email !== before.email) {
                // The session has the email, too.
                await client.refreshSession();
            }
            return describe(after);
        });
    }

    private async ask(request: (client: SessionClient) => Promise<UserResponse>): Promise<UserAccount> {
        return this.send(undefined, async client => describe(userIn(await request(client))));
    }

    private async send<T>(signal: AbortSignal | undefined, request: (client: SessionClient) => Promise<T>): Promise<T> {
        await this.session.ready;
        const { connection } = this.session;
        return connection.attempt(signal, () => request(connection.client));
    }
}

function userIn({ data, error }: UserResponse): User {
    if (error) {
        throw error;
    }
    return data.user;
}

function describe({ email = '', new_email, user_metadata, identities }: User): UserAccount {
    const text = (...names: string[]): string | undefined =>
        names.map((name): unknown => user_metadata[name]).find(value => typeof value === 'string' && value !== '') as
            string | undefined;
    return {
        email,
        newEmail: new_email || undefined,
        name: text('full_name', 'name') ?? '',
        picture: text('avatar_url', 'picture'),
        waysIn: (identities ?? [])
            .map(({ identity_id, provider, identity_data, created_at }) => ({
                identityId: identity_id,
                provider,
                email: emailIn(identity_data),
                since: created_at
            }))
            .sort((one, other) => (one.since ?? '').localeCompare(other.since ?? ''))
    };
}

function emailIn(data: Readonly<Record<string, unknown>> | undefined): string | undefined {
    const email = data?.['email'];
    return typeof email === 'string' && email !== '' ? email : undefined;
}
