// SPDX-License-Identifier: MIT

import { SignInService, type SignedInUser } from '@sanyam/types';
import type {
    AuthenticationProvider,
    AuthenticationProviderAuthenticationSessionsChangeEvent,
    AuthenticationSession
} from '@theia/core/lib/browser/authentication-service';
import { Emitter } from '@theia/core/lib/common/event';
import { nls } from '@theia/core/lib/common/nls';
import { inject, injectable, postConstruct } from '@theia/core/shared/inversify';
import { SupabaseAuthSession } from '../../../common/session/supabase-auth-session';
import { SignOutActions } from '../sign-out-actions';

/**
 * The session as Theia and extensions know it. An extension gets an access token only by {@link createSession}, before which
 * Theia has asked the user about this extension. The refresh token stays in the vault.
 */
@injectable()
export class SanyamAuthenticationProvider implements AuthenticationProvider {
    readonly id = 'sanyam';
    readonly label = 'Sanyam';
    readonly supportsMultipleAccounts = false;

    @inject(SupabaseAuthSession)
    protected readonly session: SupabaseAuthSession;

    @inject(SignInService)
    protected readonly signInService: SignInService;

    @inject(SignOutActions)
    protected readonly actions: SignOutActions;

    private readonly didChangeSessions = new Emitter<AuthenticationProviderAuthenticationSessionsChangeEvent>();
    readonly onDidChangeSessions = this.didChangeSessions.event;

    private shown: SignedInUser | undefined;
    /** The id of the user who has allowed that extensions get an access token. */
    private allowedBy: string | undefined;

    @postConstruct()
    protected init(): void {
        this.session.onDidChange(() => this.show());
        this.session.ready.then(() => this.show()).catch((error: unknown) => console.error(error));
    }

    hasSessions(): boolean {
        return this.session.user !== undefined;
    }

    /** Tells whoever listens who is signed in, if that has changed. */
    show(): void {
        const { shown } = this;
        const { user } = this.session;
        if (shown?.id === user?.id && shown?.email === user?.email) {
            return;
        }
        this.shown = user;
        if (shown?.id !== user?.id) {
            this.allowedBy = undefined;
        }
        // One after the other: Theia adds before it removes, and both have the same id if only the email has changed.
        if (shown) {
            this.didChangeSessions.fire({ added: undefined, removed: [withoutToken(shown)], changed: undefined });
        }
        if (user) {
            this.didChangeSessions.fire({ added: [withoutToken(user)], removed: undefined, changed: undefined });
        }
    }

    async getSessions(scopes?: unknown): Promise<readonly AuthenticationSession[]> {
        await this.session.ready;
        const { user } = this.session;
        // What is returned for scopes, Theia gives to each extension that asks silently, also to one that nobody has allowed.
        return user !== undefined && scopes === undefined ? [withoutToken(user)] : [];
    }

    /** Asks the user to sign in, and whether extensions get an access token. */
    async createSession(): Promise<AuthenticationSession> {
        const user = await this.signInService.requireUser(
            nls.localize('sanyam/authentication/signIn', 'An extension asks you to sign in.')
        );
        if (user === undefined) {
            throw new Error(nls.localize('sanyam/authentication/declined', 'You did not sign in.'));
        }
        if (this.allowedBy !== user.id && !(await this.isAllowed(user))) {
            throw new Error(nls.localize('sanyam/authentication/refused', 'You did not allow it.'));
        }
        if (this.session.user?.id !== user.id) {
            throw new Error(nls.localize('sanyam/authentication/declined', 'You did not sign in.'));
        }
        this.allowedBy = user.id;
        return this.withToken(user);
    }

    async removeSession(): Promise<void> {
        await this.actions.signOut();
    }

    async signOut(): Promise<void> {
        await this.actions.signOut();
    }

    async updateSessionItems(): Promise<void> {
        // Theia's own service shows the sessions.
    }

    private async isAllowed({ email }: SignedInUser): Promise<boolean> {
        return this.actions.confirm(
            nls.localize('sanyam/authentication/title', 'Let an extension use your account?'),
            nls.localize('sanyam/authentication/allow', 'Allow'),
            nls.localize(
                'sanyam/authentication/question',
                'An extension asks for access to the account {0}. It can read and change your cloud documents then, until you sign out or reload this window.',
                email
            )
        );
    }

    private async withToken(user: SignedInUser): Promise<AuthenticationSession> {
        const accessToken = await this.session.accessToken();
        if (accessToken === null) {
            throw new Error(nls.localize('sanyam/authentication/declined', 'You did not sign in.'));
        }
        return { ...withoutToken(user), accessToken };
    }
}

function withoutToken({ id, email }: SignedInUser): AuthenticationSession {
    return { id, accessToken: '', account: { id, label: email }, scopes: [] };
}
