// SPDX-License-Identifier: MIT

import type { AuthSettings } from '../../common/sign-in/auth-settings';
import { collectMethods, type SignInMethodContribution } from '../../common/sign-in/methods/sign-in-method';
import { providerMethods } from '../../common/sign-in/methods/provider-methods';
import { EmailSignInMethods } from '../sign-in/methods/email-sign-in-methods';
import { aborted } from '../sign-in/aborted';
import type { SignInFormOptions, SignInFormRequests } from '../sign-in/sign-in-form';
import type { SignInStart } from '../sign-in/sign-in-state';

/** What a server offers that has no providers. */
export const OFFERED: AuthSettings = {
    offersEmail: true,
    offersSignUp: true,
    providers: new Map(),
    offersSaml: false
};

/** Requests to a server that answers as `answers` says, and succeeds otherwise. */
export function formRequests(answers: Partial<SignInFormRequests> = {}): SignInFormRequests {
    return {
        settings: async () => OFFERED,
        passwordRule: async () => undefined,
        withPassword: async () => undefined,
        signUp: async () => 'confirmation-sent',
        sendMail: async () => undefined,
        withCode: async () => undefined,
        setPassword: async () => undefined,
        pageOf: async () => 'https://provider.example/',
        ...answers
    };
}

/** The options of a form as the IDE has them. Where it would leave the page, `left` gets the address. */
export function formOptions(start?: SignInStart, left: string[] = []): SignInFormOptions {
    const providers: SignInMethodContribution = { methods: settings => providerMethods(settings, undefined) };
    return {
        methodsOf: settings => collectMethods([new EmailSignInMethods(), providers], settings),
        visit: async ({ pageOf, signal }) => {
            left.push(await pageOf());
            await aborted(signal);
        },
        ...(start && { start })
    };
}
