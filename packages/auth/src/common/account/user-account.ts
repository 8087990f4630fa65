// SPDX-License-Identifier: MIT

import type { AuthError, User } from '@supabase/auth-js';
import type { SessionClient } from '../session/session-client';
import type { SupabaseAuthSession } from '../session/supabase-auth-session';
import { returnAddress } from '../sign-in/sign-in-return';

/** What the auth server knows of the signed-in user. */
export interface UserAccount {
    readonly email: string;
    /** A new email that waits for its confirmation. */
    readonly newEmail: string | undefined;
    /** Empty if the user has not given one. */
    readonly name: string;
    /** The address of a picture, as a provider gives it. */
    readonly picture: string | undefined;
    /** The ids of the ways in that the account has, such as `email` or that of a provider. */
    readonly waysIn: readonly string[];
}

/**
 * Reads and changes the account of the signed-in user.
 *
 * All methods throw a SignInError with a message for the user.
 */
export class UserAccounts {
    /** @param place the address of this program, to which the mails lead */
    constructor(
        private readonly session: Pick<SupabaseAuthSession, 'ready' | 'connection'>,
        private readonly place: () => Pick<URL, 'origin' | 'pathname'>
    ) {}

    async read(): Promise<UserAccount> {
        return this.send(async client => describe(userIn(await client.getUser())));
    }

    async rename(name: string): Promise<UserAccount> {
        return this.send(async client => describe(userIn(await client.updateUser({ data: { full_name: name } }))));
    }

    /** Asks for another email. It counts once the link of the mail is opened; of both mails, if the server wants both. */
    async changeEmail(email: string): Promise<UserAccount> {
        const emailRedirectTo = returnAddress(this.place(), 'new-email');
        return this.send(async client => describe(userIn(await client.updateUser({ email }, { emailRedirectTo }))));
    }

    async changePassword(password: string): Promise<void> {
        await this.send(async client => userIn(await client.updateUser({ password })));
    }

    private async send<T>(request: (client: SessionClient) => Promise<T>): Promise<T> {
        await this.session.ready;
        const { connection } = this.session;
        return connection.attempt(undefined, () => request(connection.client));
    }
}

function userIn({ data, error }: { readonly data: { readonly user: User | null }; error: AuthError | null }): User {
    if (error || data.user === null) {
        throw error ?? new Error('There is no user.');
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
        waysIn: [...new Set((identities ?? []).map(({ provider }) => provider))]
    };
}
