// SPDX-License-Identifier: MIT

import { inject, injectable, optional } from '@theia/core/shared/inversify';
import { otherBrowser } from '../../../common/sign-in/return-errors';
import { SignIn } from '../../../common/sign-in/sign-in';
import { sentence } from '../../../common/sign-in/sentence';
import { SignInError } from '../../../common/sign-in/sign-in-error';
import type { ReturnPurpose, SignInReturn } from '../../../common/sign-in/sign-in-return';

/** Bound only if the window starts with a return from a link or a provider. */
export const PresentSignInReturn = Symbol('PresentSignInReturn');

/** What came of a return. */
export interface ReturnOutcome {
    readonly returned: SignInReturn;
    readonly error: SignInError | undefined;
}

/** Completes the sign-in with which the window starts. */
@injectable()
export class ReturnedSignIn {
    @inject(SignIn)
    protected readonly signIn: SignIn;

    @inject(PresentSignInReturn)
    @optional()
    protected readonly returned: SignInReturn | undefined;

    private completion: Promise<ReturnOutcome | undefined> | undefined;

    /** Signs in, once. Resolves to `undefined` if the window starts without a return. Never rejects. */
    complete(): Promise<ReturnOutcome | undefined> {
        this.completion ??= this.returned ? this.exchange(this.returned) : Promise.resolve(undefined);
        return this.completion;
    }

    private async exchange(returned: SignInReturn): Promise<ReturnOutcome> {
        const { code, flowId, error } = returned;
        if (error || code === undefined) {
            return { returned, error };
        }
        try {
            await this.signIn.withReturnedCode(code, flowId);
            return { returned, error: undefined };
        } catch (reason) {
            return { returned, error: describeFailure(returned.purpose, reason) };
        }
    }
}

/** The link of a mail is often opened on another device. */
function describeFailure(purpose: ReturnPurpose, reason: unknown): SignInError {
    if (!(reason instanceof SignInError)) {
        return new SignInError('other', sentence('sanyam/auth/failed', 'Could not sign in: {0}', String(reason)));
    }
    return reason.failure === 'wrong-state' && purpose !== 'provider'
        ? otherBrowser(purpose, { cause: reason })
        : reason;
}
