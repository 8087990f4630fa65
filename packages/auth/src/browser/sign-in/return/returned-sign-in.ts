// SPDX-License-Identifier: MIT

import { inject, injectable, optional } from '@theia/core/shared/inversify';
import { otherBrowser } from '../../../common/sign-in/return-errors';
import { SignIn } from '../../../common/sign-in/sign-in';
import type { SignInError } from '../../../common/sign-in/sign-in-error';
import type { ReturnPurpose, SignInReturn } from '../../../common/sign-in/sign-in-return';

/** Bound only if the window starts with a return from a link or a provider. */
export const PresentSignInReturn = Symbol('PresentSignInReturn');

/** Completes the sign-in with which the window starts. */
@injectable()
export class ReturnedSignIn {
    @inject(SignIn)
    protected readonly signIn: SignIn;

    @inject(PresentSignInReturn)
    @optional()
    protected readonly returned: SignInReturn | undefined;

    private completion: Promise<SignInReturn | undefined> | undefined;

    /**
     * Signs in, once. Returns the return, with the error if the sign-in failed; `undefined` if the window starts without one.
     * Never rejects.
     */
    complete(): Promise<SignInReturn | undefined> {
        this.completion ??= this.returned ? this.take(this.returned) : Promise.resolve(undefined);
        return this.completion;
    }

    /** Signs in with a return. Returns it, with the error if the sign-in failed. Never rejects. */
    async take(returned: SignInReturn): Promise<SignInReturn> {
        if (returned.code === undefined || returned.error) {
            return returned;
        }
        try {
            await this.signIn.withReturnedCode(returned.code, returned.flowId);
            return returned;
        } catch (reason) {
            return { ...returned, error: failureOf(returned.purpose, reason as SignInError) };
        }
    }
}

/** The link of a mail is often opened on another device. */
function failureOf(purpose: ReturnPurpose, error: SignInError): SignInError {
    return error.failure === 'wrong-state' && purpose !== 'provider' ? otherBrowser(purpose, { cause: error }) : error;
}
