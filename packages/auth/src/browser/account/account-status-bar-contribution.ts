// SPDX-License-Identifier: MIT

import type { FrontendApplicationContribution } from '@theia/core/lib/browser/frontend-application-contribution';
import {
    StatusBar,
    StatusBarAlignment,
    type StatusBarEntry
} from '@theia/core/lib/browser/status-bar/status-bar-types';
import { nls } from '@theia/core/lib/common/nls';
import { inject, injectable } from '@theia/core/shared/inversify';
import { SupabaseAuthSession } from '../../common/session/supabase-auth-session';
import { AccountCommands } from './account-commands';

/** Shows the signed-in user in the status bar. */
@injectable()
export class AccountStatusBarContribution implements FrontendApplicationContribution {
    @inject(SupabaseAuthSession)
    protected readonly session: SupabaseAuthSession;

    @inject(StatusBar)
    protected readonly statusBar: StatusBar;

    async onStart(): Promise<void> {
        this.session.onDidChange(() => this.show(this.entry()));
        this.show({ text: '$(sync~spin)', tooltip: nls.localize('sanyam/auth/restoring', 'Restoring your session…') });
        void this.session.ready.then(() => this.show(this.entry()));
    }

    protected entry(): Pick<StatusBarEntry, 'text' | 'tooltip' | 'command'> {
        const user = this.session.user;
        return user
            ? {
                  text: `$(account) ${user.email}`,
                  tooltip:
                      this.session.status === 'offline'
                          ? nls.localize(
                                'sanyam/auth/signedInOffline',
                                'Signed in as {0}. The server cannot be reached now.',
                                user.email
                            )
                          : nls.localize('sanyam/auth/signedInAs', 'Signed in as {0}', user.email),
                  command: AccountCommands.SHOW_ACCOUNT.id
              }
            : {
                  text: `$(account) ${nls.localize('sanyam/auth/signIn', 'Sign In')}`,
                  tooltip: nls.localize('sanyam/auth/signInHint', 'Sign in to save and open cloud documents'),
                  command: AccountCommands.SIGN_IN.id
              };
    }

    protected show(entry: Pick<StatusBarEntry, 'text' | 'tooltip' | 'command'>): void {
        void this.statusBar.setElement(AccountCommands.STATUS_ID, {
            ...entry,
            name: nls.localize('sanyam/auth/statusName', 'Sanyam Account'),
            alignment: StatusBarAlignment.RIGHT
        });
    }
}
