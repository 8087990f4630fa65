// SPDX-License-Identifier: MIT

import type { Database } from '@sanyam/test-kit/database';
import { randomUUID } from 'node:crypto';
import { newAddress } from './share-calls.js';

/** A user as Supabase Auth has it. */
export interface AuthUser {
    readonly id: string;
    email: string;
}

/**
 * Writes what Supabase Auth writes, statement by statement, in the order of its source (version 2.18x: signup.go,
 * verify.go, mail.go, user.go, external.go, admin.go, models/user.go). The local cloud has another auth server, which
 * sends no mails.
 */
export class AuthServer {
    constructor(private readonly database: Database) {}

    /** Signs up with email and password. Auth then waits for the link, or confirms the address by itself. */
    async signUp({ email = newAddress(), metadata = {} } = {}): Promise<AuthUser> {
        const user = { id: randomUUID(), email };
        await this.database.query(
            `insert into auth.users (id, aud, role, email, encrypted_password, raw_user_meta_data, created_at, updated_at)
             values ($1, 'authenticated', 'authenticated', $2, 'hash', $3, now(), now())`,
            [user.id, email, JSON.stringify(metadata)]
        );
        await this.identify(user, 'email', { sub: user.id, email, email_verified: false, ...metadata });
        return user;
    }

    async identify({ id }: AuthUser, provider: string, data: Record<string, unknown>): Promise<void> {
        await this.database.query(
            `insert into auth.identities (id, provider, provider_id, user_id, identity_data)
             values ($1, $2, $3, $4, $5)`,
            [randomUUID(), provider, randomUUID(), id, JSON.stringify(data)]
        );
    }

    /** Confirms the address without a link: Confirm of models/user.go. */
    async confirm(user: AuthUser): Promise<void> {
        await this.set(user, "confirmation_token = '', email_confirmed_at = now()");
        await this.set(user, `raw_user_meta_data = raw_user_meta_data || '{"email_verified": true}'`);
    }

    async sendConfirmation(user: AuthUser): Promise<void> {
        await this.set(user, `confirmation_token = '${randomUUID()}', confirmation_sent_at = now()`);
    }

    /** The link of a confirmation is used: signupVerify of verify.go. */
    async useConfirmation(user: AuthUser): Promise<void> {
        await this.confirm(user);
        await this.verifyIdentity(user);
    }

    async verifyIdentity({ id, email }: AuthUser): Promise<void> {
        await this.database.query(
            `update auth.identities set identity_data = identity_data || '{"email_verified": true}'
             where user_id = $1 and identity_data ->> 'email' = $2`,
            [id, email]
        );
    }

    /** A link to sign in or for a new password is sent. */
    async sendLink(user: AuthUser): Promise<void> {
        await this.set(user, `recovery_token = '${randomUUID()}', recovery_sent_at = now()`);
    }

    /** Such a link is used: Recover of models/user.go. */
    async useLink(user: AuthUser): Promise<void> {
        await this.set(user, "recovery_token = ''");
    }

    /** UpdatePassword of models/user.go clears what was sent. */
    async changePassword(user: AuthUser): Promise<void> {
        await this.set(
            user,
            `encrypted_password = 'other', confirmation_token = '', confirmation_sent_at = null, recovery_token = '',
             recovery_sent_at = null, email_change_token_current = '', email_change_token_new = '',
             email_change_sent_at = null`
        );
    }

    /** Mails are sent to the new address and, where both must agree, to the old one. */
    async sendChange(user: AuthUser, email: string, toBoth: boolean): Promise<void> {
        await this.set(
            user,
            `email_change = '${email}', email_change_token_new = '${randomUUID()}', email_change_sent_at = now(),
             email_change_token_current = '${toBoth ? randomUUID() : ''}', email_change_confirm_status = 0`
        );
    }

    /** The first of two links is used: Auth waits for the other. */
    async useFirstLink(user: AuthUser): Promise<void> {
        await this.set(user, "email_change_confirm_status = 1, email_change_token_current = ''");
    }

    /** The address changes: emailChangeVerify of verify.go and ConfirmEmailChange of models/user.go. */
    async changeEmail(user: AuthUser, email: string): Promise<void> {
        await this.database.query(
            `update auth.identities set identity_data = identity_data || $2 where user_id = $1 and provider = 'email'`,
            [user.id, JSON.stringify({ email, email_verified: true })]
        );
        user.email = email;
        await this.set(
            user,
            `email = '${email}', email_change = '', email_change_token_current = '', email_change_token_new = '',
             email_change_confirm_status = 0`
        );
        await this.database.query(
            `update auth.identities set identity_data = identity_data || $2 where user_id = $1 and provider = 'email'`,
            [user.id, JSON.stringify({ email })]
        );
    }

    async set({ id }: AuthUser, columns: string): Promise<void> {
        await this.database.query(`update auth.users set ${columns}, updated_at = now() where id = $1`, [id]);
    }
}
