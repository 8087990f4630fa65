// SPDX-License-Identifier: MIT

import type { CommandContribution, CommandHandler, CommandRegistry } from '@theia/core/lib/common/command';
import type { MenuContribution, MenuModelRegistry } from '@theia/core/lib/common/menu';
import { inject, injectable } from '@theia/core/shared/inversify';
import { SupabaseAuthSession } from '../../common/session/supabase-auth-session';
import { AccountCommands } from './account-commands';
import { AccountQuickPick } from './account-quick-pick';
import { SignOutActions } from './sign-out-actions';
import { DialogSignInService } from '../sign-in/dialog-sign-in-service';

@injectable()
export class AccountCommandContribution implements CommandContribution, MenuContribution {
    @inject(SupabaseAuthSession)
    protected readonly session: SupabaseAuthSession;

    @inject(DialogSignInService)
    protected readonly signInService: DialogSignInService;

    @inject(AccountQuickPick)
    protected readonly quickPick: AccountQuickPick;

    @inject(SignOutActions)
    protected readonly actions: SignOutActions;

    registerCommands(commands: CommandRegistry): void {
        const signedIn = (): boolean => this.session.user !== undefined;
        const signedOut = (): boolean => !signedIn();
        const when = (applies: () => boolean, execute: () => Promise<unknown>): CommandHandler => ({
            execute,
            isEnabled: applies,
            isVisible: applies
        });
        commands.registerCommand(
            AccountCommands.SIGN_IN,
            when(signedOut, () => this.signInService.ask())
        );
        commands.registerCommand(
            AccountCommands.SIGN_OUT,
            when(signedIn, () => this.actions.signOut())
        );
        commands.registerCommand(
            AccountCommands.SIGN_OUT_OTHERS,
            when(signedIn, () => this.actions.signOutOthers())
        );
        commands.registerCommand(
            AccountCommands.SIGN_OUT_EVERYWHERE,
            when(signedIn, () => this.actions.signOutEverywhere())
        );
        commands.registerCommand(
            AccountCommands.SHOW_ACCOUNT,
            when(signedIn, () => this.quickPick.show())
        );
    }

    registerMenus(menus: MenuModelRegistry): void {
        menus.registerMenuAction(AccountCommands.MENU, { commandId: AccountCommands.SIGN_IN.id, order: '1' });
        menus.registerMenuAction(AccountCommands.MENU, { commandId: AccountCommands.SIGN_OUT.id, order: '2' });
    }
}
