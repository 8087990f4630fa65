// SPDX-License-Identifier: MIT

import { LeavePreparation, type SignedInUser, type SignInService } from '@sanyam/types';
import { WindowService } from '@theia/core/lib/browser/window/window-service';
import { ContributionProvider } from '@theia/core/lib/common/contribution-provider';
import { inject, injectable, named, optional } from '@theia/core/shared/inversify';
import { SupabaseAuthSession } from '../../common/session/supabase-auth-session';
import { collectMethods, SignInMethodContribution } from '../../common/sign-in/methods/sign-in-method';
import { SignIn } from '../../common/sign-in/sign-in';
import { ReturnedSignIn } from './return/returned-sign-in';
import { rememberPlace } from './return/sign-in-place';
import { SignInDialog } from './sign-in-dialog';
import { SignInForm } from './sign-in-form';
import type { SignInStart } from './sign-in-state';

/** Asks the user to sign in with a dialog. Operations that ask at the same time share one dialog. */
@injectable()
export class DialogSignInService implements SignInService {
    @inject(SupabaseAuthSession)
    protected readonly session: SupabaseAuthSession;

    @inject(SignIn)
    protected readonly signIn: SignIn;

    @inject(ReturnedSignIn)
    protected readonly returned: ReturnedSignIn;

    @inject(ContributionProvider)
    @named(SignInMethodContribution)
    protected readonly contributions: ContributionProvider<SignInMethodContribution>;

    @inject(WindowService)
    protected readonly windows: WindowService;

    @inject(LeavePreparation)
    @optional()
    protected readonly preparation: LeavePreparation | undefined;

    protected asking: Promise<SignedInUser | undefined> | undefined;

    async requireUser(reason: string): Promise<SignedInUser | undefined> {
        await this.session.ready;
        await this.returned.complete();
        return this.session.user ?? this.ask(reason);
    }

    /** Opens the dialog, or joins the one that is open. Returns `undefined` when the user closes it. */
    ask(reason?: string, start?: SignInStart): Promise<SignedInUser | undefined> {
        this.asking ??= new SignInDialog(this.createForm(start), reason).open().finally(() => {
            this.asking = undefined;
        });
        return this.asking;
    }

    protected createForm(start: SignInStart | undefined): SignInForm {
        return new SignInForm(this.signIn, this.session, {
            methodsOf: settings => collectMethods(this.contributions.getContributions(), settings),
            leave: address => this.leave(address),
            ...(start && { start })
        });
    }

    /** Leads this window to another page. The browser asks first if unsaved text would be lost. */
    protected async leave(address: string): Promise<void> {
        rememberPlace();
        if (await this.preparation?.prepareLeave()) {
            this.windows.setSafeToShutDown();
        }
        window.location.assign(address);
    }
}
