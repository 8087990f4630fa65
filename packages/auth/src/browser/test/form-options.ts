// SPDX-License-Identifier: MIT

import { collectMethods, type SignInMethodContribution } from '../../common/sign-in/methods/sign-in-method';
import { providerMethods } from '../../common/sign-in/methods/provider-methods';
import { EmailSignInMethods } from '../sign-in/methods/email-sign-in-methods';
import type { SignInFormOptions } from '../sign-in/sign-in-form';
import type { SignInStart } from '../sign-in/sign-in-state';

/** The options of a form as the IDE has them. Where it would leave the page, `left` gets the address. */
export function formOptions(start?: SignInStart, left: string[] = []): SignInFormOptions {
    const providers: SignInMethodContribution = { methods: settings => providerMethods(settings, undefined) };
    return {
        methodsOf: settings => collectMethods([new EmailSignInMethods(), providers], settings),
        leave: async address => void left.push(address),
        ...(start && { start })
    };
}
