// SPDX-License-Identifier: MIT

import { unformatted, withVisibleCharacters } from '@sanyam/types';
import type { FrontendApplicationContribution } from '@theia/core/lib/browser/frontend-application-contribution';
import { FrontendApplicationStateService } from '@theia/core/lib/browser/frontend-application-state';
import { MessageService } from '@theia/core/lib/common/message-service';
import { nls } from '@theia/core/lib/common/nls';
import { inject, injectable } from '@theia/core/shared/inversify';
import { SupabaseAuthSession } from '../../../common/session/supabase-auth-session';
import type { SignInError } from '../../../common/sign-in/sign-in-error';
import type { ReturnPurpose, SignInReturn } from '../../../common/sign-in/sign-in-return';
import { describeError, localized } from '../../describe-error';
import { DialogSignInService } from '../dialog-sign-in-service';
import type { SignInStart } from '../sign-in-state';
import { ReturnedSignIn } from './returned-sign-in';

/** Where the dialog begins after a failed return: with what sends another mail of the kind. */
const MODES: Readonly<Record<ReturnPurpose, SignInStart['mode']>> = {
    'sign-up': 'link',
    link: 'link',
    recovery: 'forgot',
    'new-email': undefined,
    provider: undefined,
    'link-identity': undefined
};

/** Tells what came of the sign-in with which the window starts, and asks for a new password after the mail for it. */
@injectable()
export class SignInReturnContribution implements FrontendApplicationContribution {
    @inject(ReturnedSignIn)
    protected readonly returned: ReturnedSignIn;

    @inject(DialogSignInService)
    protected readonly dialogs: DialogSignInService;

    @inject(SupabaseAuthSession)
    protected readonly session: SupabaseAuthSession;

    @inject(FrontendApplicationStateService)
    protected readonly state: FrontendApplicationStateService;

    @inject(MessageService)
    protected readonly messages: MessageService;

    onStart(): void {
        this.follow().catch((error: unknown) => console.error(error));
    }

    protected async follow(): Promise<void> {
        const returned = await this.returned.complete();
        if (returned) {
            await this.show(returned);
        }
    }

    /** Completes a return that comes while the window is open, such as by a link of the desktop application. */
    async receive(returned: SignInReturn): Promise<void> {
        await this.show(await this.returned.take(returned));
    }

    protected async show(returned: SignInReturn): Promise<void> {
        await this.state.reachedState('ready');
        const { purpose, notice, error } = returned;
        if (notice) {
            await this.messages.info(localized(notice));
        } else if (error) {
            await this.tell(purpose, error);
        } else if (purpose === 'recovery') {
            await this.dialogs.ask(undefined, { mode: 'new-password' });
        } else if (purpose === 'link-identity') {
            await this.messages.info(
                nls.localize('sanyam/account/linked', 'You can sign in with the provider that you linked from now on.')
            );
        }
    }

    protected async tell(purpose: ReturnPurpose, error: SignInError): Promise<void> {
        await this.session.ready;
        const email = this.session.user?.email;
        const signedIn = email === undefined ? undefined : whileSignedIn(purpose, error, email);
        const { message } = describeError(error);
        if (signedIn !== undefined) {
            await this.messages.info(signedIn);
        } else if (this.session.user || this.dialogs.isBusy) {
            // Notices are Markdown, and the reason is a server's.
            await this.messages.warn(unformatted(withVisibleCharacters(message)));
        } else {
            // A link of a sign-up that another browser asked for has confirmed the email.
            const isConfirmed = purpose === 'sign-up' && error.failure === 'wrong-state';
            await this.dialogs.ask(undefined, { mode: isConfirmed ? undefined : MODES[purpose], error: { message } });
        }
    }
}

/**
 * Returns what to say of a mail's link to a user who is signed in, and needs no other one. `undefined` if the error says what is true for
 * them, too.
 */
function whileSignedIn(purpose: ReturnPurpose, { failure }: SignInError, email: string): string | undefined {
    const name = unformatted(withVisibleCharacters(email));
    if (MODES[purpose] === undefined) {
        return undefined;
    }
    if (failure === 'link-expired') {
        return nls.localize(
            'sanyam/auth/linkUsedSignedIn',
            'This link has expired, or was used already. You are signed in as {0}.',
            name
        );
    }
    return failure === 'wrong-state' && purpose !== 'sign-up'
        ? nls.localize(
              'sanyam/auth/otherLinkSignedIn',
              'This link did not start in this browser. You stay signed in as {0}.',
              name
          )
        : undefined;
}
