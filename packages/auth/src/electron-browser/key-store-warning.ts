// SPDX-License-Identifier: MIT

import type { FrontendApplicationContribution } from '@theia/core/lib/browser/frontend-application-contribution';
import { FrontendApplicationStateService } from '@theia/core/lib/browser/frontend-application-state';
import { MessageService } from '@theia/core/lib/common/message-service';
import { nls } from '@theia/core/lib/common/nls';
import { inject, injectable } from '@theia/core/shared/inversify';
import { SupabaseAuthSession } from '../common/session/supabase-auth-session';
import { DesktopSessionVault } from './desktop-session-vault';

/** Warns the user once if the system has no key store that protects the session. */
@injectable()
export class KeyStoreWarning implements FrontendApplicationContribution {
    @inject(DesktopSessionVault)
    protected readonly vault: Pick<DesktopSessionVault, 'takeWarning'>;

    @inject(SupabaseAuthSession)
    protected readonly session: Pick<SupabaseAuthSession, 'ready' | 'user' | 'onDidChange'>;

    @inject(FrontendApplicationStateService)
    protected readonly state: Pick<FrontendApplicationStateService, 'reachedState'>;

    @inject(MessageService)
    protected readonly messages: Pick<MessageService, 'warn'>;

    onStart(): void {
        let isDone = false;
        const warn = (): void => {
            if (this.session.user && !isDone) {
                isDone = true;
                subscription.dispose();
                this.warn().catch((error: unknown) => console.error(error));
            }
        };
        const subscription = this.session.onDidChange(warn);
        void this.session.ready.then(warn);
    }

    /** Warns when there is a session to protect: before, the user could do nothing about it. */
    protected async warn(): Promise<void> {
        await this.state.reachedState('ready');
        if (await this.vault.takeWarning()) {
            await this.messages.warn(
                nls.localize(
                    'sanyam/auth/noKeyStore',
                    'Your system has no key store that Sanyam can use. Your session is in an encrypted file with its key beside it: all programs that you start can read it.'
                )
            );
        }
    }
}
