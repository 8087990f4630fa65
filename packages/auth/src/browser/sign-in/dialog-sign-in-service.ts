// SPDX-License-Identifier: MIT

import type { SignedInUser, SignInService } from '@sanyam/types';
import { ContributionProvider } from '@theia/core/lib/common/contribution-provider';
import { inject, injectable, named } from '@theia/core/shared/inversify';
import { SupabaseAuthSession } from '../../common/session/supabase-auth-session';
import { collectMethods, SignInMethodContribution } from '../../common/sign-in/methods/sign-in-method';
import { SignIn } from '../../common/sign-in/sign-in';
import { ProviderVisit } from './provider-visit';
import { ReturnedSignIn } from './return/returned-sign-in';
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

    @inject(ProviderVisit)
    protected readonly provider: ProviderVisit;

    protected asking: Promise<SignedInUser | undefined> | undefined;
    protected form: SignInForm | undefined;

    /** Whether the dialog is being sent, so that it cannot begin elsewhere. */
    get isBusy(): boolean {
        return this.form?.state.phase === 'busy';
    }

    async requireUser(reason: string): Promise<SignedInUser | undefined> {
        await this.session.ready;
        await this.returned.complete();
        return this.session.user ?? this.ask(reason);
    }

    /** Opens the dialog, or joins the one that is open, which then begins at `start`. Returns `undefined` when the user closes it. */
    ask(reason?: string, start?: SignInStart): Promise<SignedInUser | undefined> {
        if (this.asking) {
            if (start) {
                this.form?.begin(start);
            }
            return this.asking;
        }
        this.form = this.createForm(start);
        this.asking = new SignInDialog(this.form, reason).open().finally(() => {
            this.asking = this.form = undefined;
        });
        return this.asking;
    }

    protected createForm(start: SignInStart | undefined): SignInForm {
        return new SignInForm(this.signIn, this.session, {
            methodsOf: settings => collectMethods(this.contributions.getContributions(), settings),
            visit: request => this.provider.visit(request),
            ...(start && { start })
        });
    }
}
