// SPDX-License-Identifier: MIT

import { CloudAccount, DatabaseSession } from '@sanyam/store';
import { onDidChangeUser } from '@sanyam/types';
import { Emitter } from '@theia/core/lib/common/event';
import { inject, injectable, postConstruct } from '@theia/core/shared/inversify';
import { AccountClient, type UserAccount } from '../../../common/account/user-account';
import type { PasswordRule } from '../../../common/sign-in/password-rule';
import { SignIn } from '../../../common/sign-in/sign-in';
import { SupabaseAuthSession } from '../../../common/session/supabase-auth-session';
import { addressOf, checkEmail, checkNewPassword, passwordOf } from '../../check-field';
import type { FieldError } from '../../describe-error';

/** The account of the user, while the page about it is open. */
@injectable()
export class AccountPageModel {
    @inject(AccountClient)
    protected readonly accounts: AccountClient;

    @inject(DatabaseSession)
    protected readonly database: DatabaseSession;

    @inject(SignIn)
    protected readonly signIn: SignIn;

    @inject(SupabaseAuthSession)
    protected readonly session: SupabaseAuthSession;

    private readonly didChange = new Emitter<void>();
    readonly onDidChange = this.didChange.event;
    private present: UserAccount | undefined;
    private knownRule: PasswordRule | undefined;
    private failed: unknown;
    /** Counts the changes that this page has made, so that an older answer does not undo them on the page. */
    private changes = 0;

    @postConstruct()
    protected init(): void {
        onDidChangeUser(this.session, () => {
            this.present = undefined;
            this.refresh().catch((error: unknown) => console.error(error));
        });
        this.session.onDidChange(({ kind }) => {
            if (kind === 'user-updated') {
                this.refresh().catch((error: unknown) => console.error(error));
            }
        });
    }

    get isSignedIn(): boolean {
        return this.session.user !== undefined;
    }

    /** Undefined if nobody is signed in. */
    get userId(): string | undefined {
        return this.session.user?.id;
    }

    /** Undefined until it is known. */
    get account(): UserAccount | undefined {
        return this.present;
    }

    /** Undefined if the server does not tell it. */
    get rule(): PasswordRule | undefined {
        return this.knownRule;
    }

    /** Why the account could not be read. */
    get failure(): unknown {
        return this.failed;
    }

    /** Reads the account again. Never rejects. */
    async refresh(): Promise<void> {
        await this.session.ready;
        this.failed = undefined;
        this.didChange.fire();
        const { user } = this.session;
        if (user === undefined) {
            return;
        }
        this.loadRule().catch((error: unknown) => console.error(error));
        try {
            const { changes } = this;
            const account = await this.accounts.read();
            // Another user may have signed in meanwhile, or this one has changed what was read.
            if (this.session.user?.id === user.id && this.changes === changes) {
                this.present = account;
            }
        } catch (error) {
            if (this.session.user?.id === user.id) {
                this.failed = error;
            }
        }
        this.didChange.fire();
    }

    async rename(name: string): Promise<void> {
        await this.show(this.accounts.rename(name.trim()));
    }

    /** Returns whether the new email waits for mails to be opened. */
    async changeEmail(email: string): Promise<boolean> {
        const address = addressOf(email);
        refuse(checkEmail(address));
        const { newEmail } = await this.show(this.accounts.changeEmail(address));
        return newEmail !== undefined;
    }

    async changePassword(typed: string): Promise<void> {
        const password = passwordOf(typed);
        refuse(checkNewPassword(password, this.knownRule));
        await this.signIn.setPassword(password);
    }

    /** Deletes the account and all that it owns. */
    async delete(): Promise<void> {
        await new CloudAccount(this.database).delete();
    }

    private async loadRule(): Promise<void> {
        this.knownRule = await this.signIn.passwordRule();
        this.didChange.fire();
    }

    /** Shows what a change answers, unless another user has signed in meanwhile. */
    async show(change: Promise<UserAccount>): Promise<UserAccount> {
        const user = this.session.user?.id;
        const account = await change;
        if (this.session.user?.id === user) {
            this.changes++;
            this.present = account;
            this.didChange.fire();
        }
        return account;
    }
}

/** Throws what the page has to say about a field. */
function refuse(error: FieldError | undefined): void {
    if (error) {
        throw new Error(error.message);
    }
}
