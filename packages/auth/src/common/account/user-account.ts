// SPDX-License-Identifier: MIT

import type { User, UserResponse } from '@supabase/auth-js';
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
    /** The ids of the ways in that the account has, such as `email` or that of a provider. */
    readonly waysIn: readonly string[];
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

    private async ask(request: (client: SessionClient) => Promise<UserResponse>): Promise<UserAccount> {
        await this.session.ready;
        const { connection } = this.session;
        return connection.attempt(undefined, async () => describe(userIn(await request(connection.client))));
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
        waysIn: [...new Set((identities ?? []).map(({ provider }) => provider))]
    };
}
