// SPDX-License-Identifier: MIT

import { AuthenticationService } from '@theia/core/lib/browser/authentication-service';
import type { FrontendApplicationContribution } from '@theia/core/lib/browser/frontend-application-contribution';
import { FrontendApplicationStateService } from '@theia/core/lib/browser/frontend-application-state';
import { ACCOUNTS_MENU, MenuModelRegistry, type MenuContribution } from '@theia/core/lib/common/menu';
import { inject, injectable } from '@theia/core/shared/inversify';
import { AccountCommands } from '../account-commands';
import { SanyamAuthenticationProvider } from './sanyam-authentication-provider';

/** The entry of Theia that says in English that nobody is signed in. “Sign In…” is there instead. */
const NO_ACCOUNTS = 'noAccounts';

/** Shows the session in Theia's menu of accounts. */
@injectable()
export class AuthenticationContribution implements FrontendApplicationContribution, MenuContribution {
    @inject(AuthenticationService)
    protected readonly authentication: AuthenticationService;

    @inject(SanyamAuthenticationProvider)
    protected readonly provider: SanyamAuthenticationProvider;

    @inject(FrontendApplicationStateService)
    protected readonly state: FrontendApplicationStateService;

    @inject(MenuModelRegistry)
    protected readonly menus: MenuModelRegistry;

    registerMenus(menus: MenuModelRegistry): void {
        menus.registerMenuAction(ACCOUNTS_MENU, { commandId: AccountCommands.SIGN_IN.id, order: '1' });
        menus.registerMenuAction(ACCOUNTS_MENU, { commandId: AccountCommands.ACCOUNT_PAGE.id, order: '2' });
    }

    onStart(): void {
        this.register().catch((error: unknown) => console.error(error));
    }

    protected async register(): Promise<void> {
        // Before, nobody hears that there is a provider, and the menu does not appear.
        await this.state.reachedState('ready');
        this.authentication.registerAuthenticationProvider(this.provider.id, this.provider);
        // Theia adds its entry right after it tells of the change.
        this.authentication.onDidChangeSessions(() => queueMicrotask(() => this.removeEntry()));
        this.removeEntry();
        const added = await this.provider.getSessions();
        if (added.length > 0) {
            this.authentication.updateSessions(this.provider.id, { added, removed: undefined, changed: undefined });
        }
    }

    protected removeEntry(): void {
        this.menus.unregisterMenuAction(NO_ACCOUNTS, ACCOUNTS_MENU);
    }
}
