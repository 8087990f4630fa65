// SPDX-License-Identifier: MIT

import { SignOutPreparation } from '@sanyam/types';
import type { CommandContribution, CommandHandler, CommandRegistry } from '@theia/core/lib/common/command';
import type { MenuContribution, MenuModelRegistry } from '@theia/core/lib/common/menu';
import { MessageService } from '@theia/core/lib/common/message-service';
import { nls } from '@theia/core/lib/common/nls';
import { inject, injectable, optional } from '@theia/core/shared/inversify';
import { SupabaseAuthSession } from '../../common/session/supabase-auth-session';
import { AccountCommands } from './account-commands';
import { AccountQuickPick } from './account-quick-pick';
import { signOutFailure } from './sign-out-failure';
import { DialogSignInService } from '../sign-in/dialog-sign-in-service';

@injectable()
export class AccountCommandContribution implements CommandContribution, MenuContribution {
    @inject(SupabaseAuthSession)
    protected readonly session: SupabaseAuthSession;

    @inject(DialogSignInService)
    protected readonly signInService: DialogSignInService;

    @inject(AccountQuickPick)
    protected readonly quickPick: AccountQuickPick;

    @inject(MessageService)
    protected readonly messages: MessageService;

    @inject(SignOutPreparation)
    @optional()
    protected readonly preparation: SignOutPreparation | undefined;

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
            when(signedIn, () => this.signOut())
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

    protected async signOut(): Promise<void> {
        if ((await this.preparation?.prepareSignOut()) === false) {
            return;
        }
        try {
            const { revoked } = await this.session.signOut();
            if (!revoked) {
                await this.messages.info(
                    nls.localize(
                        'sanyam/auth/signedOutHere',
                        'You are signed out in this browser. The server could not be reached, so your session there ends when it expires.'
                    )
                );
            }
        } catch (error) {
            await this.messages.error(signOutFailure(error));
        }
    }
}
