// SPDX-License-Identifier: MIT

import { CommandRegistry } from '@theia/core/lib/common/command';
import { nls } from '@theia/core/lib/common/nls';
import { QuickInputService, type QuickPickItem } from '@theia/core/lib/common/quick-pick-service';
import { inject, injectable } from '@theia/core/shared/inversify';
import { SupabaseAuthSession } from '../../common/session/supabase-auth-session';
import { AccountCommands } from './account-commands';

interface AccountAction extends QuickPickItem {
    readonly commandId: string;
}

/** The menu of account actions that a click on the account in the status bar opens. */
@injectable()
export class AccountQuickPick {
    @inject(SupabaseAuthSession)
    protected readonly session: SupabaseAuthSession;

    @inject(QuickInputService)
    protected readonly quickInput: QuickInputService;

    @inject(CommandRegistry)
    protected readonly commands: CommandRegistry;

    async show(): Promise<void> {
        const actions: AccountAction[] = [
            ...this.registered(AccountCommands.ACCOUNT_PAGE.id, 'account'),
            ...this.registered('sanyam.showPlan', 'credit-card'),
            ...this.registered(AccountCommands.API_KEYS.id, 'key'),
            ...this.registered(AccountCommands.SIGN_OUT.id, 'sign-out')
        ];
        const picked = await this.quickInput.showQuickPick(actions, {
            placeholder: nls.localize('sanyam/auth/signedInAs', 'Signed in as {0}', this.session.user?.email ?? '')
        });
        if (picked) {
            await this.commands.executeCommand(picked.commandId);
        }
    }

    /** Returns the entry of a command, if a package of this IDE has it. */
    private registered(commandId: string, icon: string): AccountAction[] {
        const label = this.commands.getCommand(commandId)?.label;
        return label === undefined ? [] : [{ label, iconClasses: ['codicon', `codicon-${icon}`], commandId }];
    }
}
