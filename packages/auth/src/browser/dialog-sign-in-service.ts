// SPDX-License-Identifier: MIT

import type { SignedInUser, SignInService } from '@sanyam/types';
import { inject, injectable } from '@theia/core/shared/inversify';
import { SupabaseAuthSession } from '../common/supabase-auth-session';
import { SignInDialog } from './sign-in-dialog';
import { SignInForm } from './sign-in-form';

/** Asks the user to sign in with a dialog; with one only, however many operations wait for it. */
@injectable()
export class DialogSignInService implements SignInService {
    @inject(SupabaseAuthSession)
    protected readonly session: SupabaseAuthSession;

    protected asking: Promise<SignedInUser | undefined> | undefined;

    async requireUser(reason: string): Promise<SignedInUser | undefined> {
        await this.session.ready;
        return this.session.user ?? this.ask(reason);
    }

    /** Opens the dialog, or waits for the one that is open. */
    ask(reason?: string): Promise<SignedInUser | undefined> {
        this.asking ??= this.openDialog(reason).finally(() => {
            this.asking = undefined;
        });
        return this.asking;
    }

    protected async openDialog(reason: string | undefined): Promise<SignedInUser | undefined> {
        const dialog = new SignInDialog(new SignInForm(this.session), reason);
        // Whether by this dialog or in another window: once someone is signed in, there is nothing left to ask.
        const subscription = this.session.onDidChange(({ user }) => {
            if (user) {
                dialog.finish();
            }
        });
        try {
            await dialog.open();
        } finally {
            subscription.dispose();
        }
        return this.session.user;
    }
}
