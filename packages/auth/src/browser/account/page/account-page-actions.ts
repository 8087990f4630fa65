// SPDX-License-Identifier: MIT

import { CloudConfiguration, CloudErrorMessages, SignInService, SignOutPreparation } from '@sanyam/types';
import { CommandRegistry } from '@theia/core/lib/common/command';
import { MessageService } from '@theia/core/lib/common/message-service';
import { nls } from '@theia/core/lib/common/nls';
import { inject, injectable, optional } from '@theia/core/shared/inversify';
import { SupabaseAuthSession } from '../../../common/session/supabase-auth-session';
import { providerLabel } from '../../../common/sign-in/methods/provider-methods';
import { signOutFailure } from '../sign-out-failure';
import { AccountPageModel } from './account-page-model';

/** The command of the package that exports documents. */
const EXPORT = 'sanyam.export';

/** What the user does on the account page beside its fields. */
@injectable()
export class AccountPageActions {
    @inject(AccountPageModel)
    protected readonly model: AccountPageModel;

    @inject(SupabaseAuthSession)
    protected readonly session: SupabaseAuthSession;

    @inject(CloudConfiguration)
    protected readonly configuration: CloudConfiguration;

    @inject(SignInService)
    protected readonly signInService: SignInService;

    @inject(CommandRegistry)
    protected readonly commands: CommandRegistry;

    @inject(MessageService)
    protected readonly messages: MessageService;

    @inject(CloudErrorMessages)
    protected readonly errors: CloudErrorMessages;

    @inject(SignOutPreparation)
    @optional()
    protected readonly preparation: SignOutPreparation | undefined;

    /** Returns the name of a way in; of a provider, as the sign-in dialog has it. */
    readonly labelOf = (id: string): string =>
        id === 'email'
            ? nls.localize('sanyam/auth/email', 'Email')
            : providerLabel(id, this.configuration.signInProviders);

    async signIn(): Promise<void> {
        await this.signInService.requireUser(nls.localize('sanyam/account/signIn', 'Sign in to see your account.'));
    }

    /** Undefined if no package of this IDE exports documents. */
    get exportData(): (() => Promise<void>) | undefined {
        return this.commands.getCommand(EXPORT) && (() => this.commands.executeCommand(EXPORT));
    }

    /** Deletes the account, and ends the session. The user has confirmed it, and is asked about unsaved text first. */
    async delete(): Promise<void> {
        if ((await this.preparation?.prepareSignOut()) === false) {
            return;
        }
        try {
            await this.model.delete();
        } catch (error) {
            throw new Error(
                `${nls.localize('sanyam/account/deleteFailed', 'Could not delete your account.')} ${this.errors.reasonOf(error)}`,
                { cause: error }
            );
        }
        this.messages
            .info(nls.localize('sanyam/account/deleted', 'Your account and its documents are deleted.'))
            .catch((error: unknown) => console.error(error));
        try {
            await this.session.signOut();
        } catch (error) {
            throw new Error(signOutFailure(error), { cause: error });
        }
    }
}
