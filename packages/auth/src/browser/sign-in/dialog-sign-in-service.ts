// SPDX-License-Identifier: MIT

import type { SignedInUser, SignInService } from '@sanyam/types';
import { inject, injectable } from '@theia/core/shared/inversify';
import { SupabaseAuthSession } from '../../common/session/supabase-auth-session';
import { SignIn } from '../../common/sign-in/sign-in';
import { SignInDialog } from './sign-in-dialog';
import { SignInForm } from './sign-in-form';

/** Asks the user to sign in with a dialog. Operations that ask at the same time share one dialog. */
@injectable()
export class DialogSignInService implements SignInService {
    @inject(SupabaseAuthSession)
    protected readonly session: SupabaseAuthSession;

    @inject(SignIn)
    protected readonly signIn: SignIn;

    protected asking: Promise<SignedInUser | undefined> | undefined;

    async requireUser(reason: string): Promise<SignedInUser | undefined> {
        await this.session.ready;
        return this.session.user ?? this.ask(reason);
    }

    /** Opens the dialog, or joins the one that is open. Returns `undefined` when the user closes it. */
    ask(reason?: string): Promise<SignedInUser | undefined> {
        this.asking ??= new SignInDialog(new SignInForm(this.signIn, this.session), reason).open().finally(() => {
            this.asking = undefined;
        });
        return this.asking;
    }
}
