// SPDX-License-Identifier: MIT

import { CloudConfiguration, CloudErrorMessages, SignInService, type UserSession } from '@sanyam/types';
import { CommandRegistry } from '@theia/core/lib/common/command';
import { MessageService } from '@theia/core/lib/common/message-service';
import { nls } from '@theia/core/lib/common/nls';
import { inject, injectable } from '@theia/core/shared/inversify';
import { SupabaseAuthSession } from '../../../common/session/supabase-auth-session';
import type { WayIn } from '../../../common/account/user-account';
import { providerLabel } from '../../../common/sign-in/methods/provider-methods';
import { SignInError } from '../../../common/sign-in/sign-in-error';
import { describeError } from '../../describe-error';
import { SignOutActions } from '../sign-out-actions';
import { signOutFailure } from '../sign-out-failure';
import { AccountPageModel } from './account-page-model';
import { deviceText } from './device-texts';
import { DevicesModel } from './devices-model';
import { WaysInModel, type LinkableProvider } from './ways-in-model';

/** The command of the package that exports documents. */
const EXPORT = 'sanyam.export';

/** What the user does on the account page beside its fields. */
@injectable()
export class AccountPageActions {
    @inject(AccountPageModel)
    protected readonly model: AccountPageModel;

    @inject(WaysInModel)
    protected readonly waysIn: WaysInModel;

    @inject(DevicesModel)
    protected readonly devices: DevicesModel;

    @inject(SignOutActions)
    protected readonly signOuts: SignOutActions;

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

    /** Returns the name of a way in; of a provider, as the sign-in dialog has it. */
    readonly labelOf = (id: string): string =>
        id === 'email'
            ? nls.localize('sanyam/auth/email', 'Email')
            : providerLabel(id, this.configuration.signInProviders);

    /** Returns why something failed, as a sentence. */
    readonly reasonOf = (error: unknown): string =>
        error instanceof SignInError ? describeError(error).message : this.errors.reasonOf(error);

    /** Links a provider. In a browser, the window that is loaded again says that it is linked. */
    async link(provider: LinkableProvider): Promise<void> {
        if (await this.waysIn.link(provider)) {
            this.messages
                .info(
                    nls.localize(
                        'sanyam/account/linkedProvider',
                        'You can sign in with {0} from now on.',
                        provider.label
                    )
                )
                .catch((error: unknown) => console.error(error));
        }
    }

    /** Unlinks a way in, if the user confirms it. */
    async unlink(way: WayIn): Promise<void> {
        const name = this.labelOf(way.provider);
        const isConfirmed = await this.signOuts.confirm(
            nls.localize('sanyam/account/unlinkTitle', 'Unlink {0}?', name),
            nls.localize('sanyam/account/unlink', 'Unlink'),
            nls.localize(
                'sanyam/account/unlinkQuestion',
                'You cannot sign in to this account with {0} any more. You stay signed in, and can link it again.',
                name
            )
        );
        if (isConfirmed) {
            await this.waysIn.unlink(way);
        }
    }

    /** Signs out a device, if the user confirms it; this one like the command. */
    async signOutDevice(device: UserSession): Promise<void> {
        if (device.is_current) {
            return this.signOuts.signOut();
        }
        const isConfirmed = await this.signOuts.confirm(
            nls.localize('sanyam/devices/signOutTitle', 'Sign out “{0}”?', deviceText(device)),
            nls.localize('sanyam/auth/signOut', 'Sign Out'),
            await this.signOuts.consequence()
        );
        if (isConfirmed) {
            await this.devices.end(device.id);
        }
    }

    async signOutOthers(): Promise<void> {
        if (await this.signOuts.signOutOthers()) {
            await this.devices.refresh();
        }
    }

    async signOutEverywhere(): Promise<void> {
        await this.signOuts.signOutEverywhere();
    }

    async signIn(): Promise<void> {
        await this.signInService.requireUser(nls.localize('sanyam/account/signIn', 'Sign in to see your account.'));
    }

    /** Undefined if no package of this IDE exports documents. */
    get exportData(): (() => Promise<void>) | undefined {
        return this.commands.getCommand(EXPORT) && (() => this.commands.executeCommand(EXPORT));
    }

    /** Deletes the account, and ends the session. The user has confirmed it, and is asked about unsaved text first. */
    async delete(): Promise<void> {
        if (!(await this.signOuts.prepare())) {
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
