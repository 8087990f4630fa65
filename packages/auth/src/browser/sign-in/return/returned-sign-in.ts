// SPDX-License-Identifier: MIT

import { inject, injectable, optional } from '@theia/core/shared/inversify';
import { SignIn } from '../../../common/sign-in/sign-in';
import { SignInError } from '../../../common/sign-in/sign-in-error';
import type { SignInReturn } from '../../../common/sign-in/sign-in-return';

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
            if (!(reason instanceof SignInError)) {
                console.error(reason);
            }
            return { returned, error: reason instanceof SignInError ? reason : undefined };
        }
    }
}
