// SPDX-License-Identifier: MIT

import type { SessionEnd } from '@sanyam/types';
import type { FrontendApplicationContribution } from '@theia/core/lib/browser/frontend-application-contribution';
import { FrontendApplicationStateService } from '@theia/core/lib/browser/frontend-application-state';
import { MessageService } from '@theia/core/lib/common/message-service';
import { nls } from '@theia/core/lib/common/nls';
import { inject, injectable, postConstruct } from '@theia/core/shared/inversify';
import { SupabaseAuthSession } from '../../common/session/supabase-auth-session';
import { DialogSignInService } from '../sign-in/dialog-sign-in-service';
import { FallbackSessionVault } from './fallback-session-vault';

const sentences: Readonly<Record<SessionEnd, string>> = {
    revoked: nls.localize(
        'sanyam/auth/expired',
        'Your session has expired, or was ended on another device. Sign in again to use your cloud documents.'
    ),
    locked: nls.localize(
        'sanyam/auth/endedLocked',
        'You are signed out, because your account is locked. Contact the administrator of the server.'
    ),
    deleted: nls.localize(
        'sanyam/auth/endedDeleted',
        'You are signed out, because your account does not exist any more. Sign in with another account.'
    ),
    unreadable: nls.localize(
        'sanyam/auth/endedUnreadable',
        'This browser cannot read your stored session any more. Sign in again to use your cloud documents.'
    )
};

/** Notifies the user when their session expires or cannot be stored. */
@injectable()
export class SessionNoticeContribution implements FrontendApplicationContribution {
    @inject(SupabaseAuthSession)
    protected readonly session: SupabaseAuthSession;

    @inject(FallbackSessionVault)
    protected readonly vault: FallbackSessionVault;

    @inject(DialogSignInService)
    protected readonly signInService: DialogSignInService;

    @inject(FrontendApplicationStateService)
    protected readonly state: FrontendApplicationStateService;

    @inject(MessageService)
    protected readonly messages: MessageService;

    /** Subscribes before `onStart`, because a session may expire before the application has started. */
    @postConstruct()
    protected listen(): void {
        this.session.onDidChange(({ end }) => {
            if (end) {
                this.tellEnd(end).catch((error: unknown) => console.error(error));
            }
        });
    }

    onStart(): void {
        this.tellInMemory().catch((error: unknown) => console.error(error));
    }

    protected async tellEnd(end: SessionEnd): Promise<void> {
        await this.state.reachedState('ready');
        const signIn = nls.localize('sanyam/auth/signIn', 'Sign In');
        const answer = await this.messages.warn(sentences[end], signIn);
        if (answer === signIn && !this.session.user) {
            await this.signInService.ask();
        }
    }

    protected async tellInMemory(): Promise<void> {
        await this.vault.fellBack;
        await this.state.reachedState('ready');
        await this.signedIn();
        await this.messages.warn(
            nls.localize(
                'sanyam/auth/notStored',
                'This browser cannot store your session. You stay signed in until you close or reload this window.'
            )
        );
    }

    protected async signedIn(): Promise<void> {
        await this.session.ready;
        if (!this.session.user) {
            await new Promise<void>(resolve => {
                const subscription = this.session.onDidChange(({ user }) => {
                    if (user) {
                        subscription.dispose();
                        resolve();
                    }
                });
            });
        }
    }
}
