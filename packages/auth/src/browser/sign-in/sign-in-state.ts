// SPDX-License-Identifier: MIT

import type { SignedInUser } from '@sanyam/types';
import type { SignInMethod } from '../../common/sign-in/methods/sign-in-method';
import type { PasswordRule } from '../../common/sign-in/password-rule';
import type { SignInField } from '../../common/sign-in/sign-in-error';
import type { MailPurpose } from '../../common/sign-in/sign-in-return';
import type { FieldError } from '../describe-error';
import type { VisitedPage } from './provider-visit';

/**
 * What the form asks for.
 *
 * - `choose`: one of the providers, on a server without passwords and links.
 * - `link`, `forgot`: the address for a mail, to sign in, or to choose a new password.
 * - `code`: the code of a mail that was sent.
 * - `new-password`: the password of a user who has signed in by the mail for it.
 */
export type SignInMode = 'choose' | 'sign-in' | 'sign-up' | 'link' | 'forgot' | 'code' | 'new-password';

/** The state of the form while it shows its fields. */
export interface SignInFields {
    /** The user fills in the form (`editing`), or a request is running (`busy`). */
    readonly phase: 'editing' | 'busy';
    readonly mode: SignInMode;
    readonly email: string;
    readonly password: string;
    readonly code: string;
    /** What the mail is for whose code the form asks for. */
    readonly mail: MailPurpose;
    readonly methods: readonly SignInMethod[];
    readonly offersSignUp: boolean;
    /** The rule for new passwords, as far as the server tells it. */
    readonly rule?: PasswordRule;
    readonly error?: FieldError;
    readonly notice?: string;
    /** The page of a provider that another program has. */
    readonly page?: VisitedPage;
}

/** The state of the form. */
export type SignInFormState =
    /** The form requests the sign-in methods of the server. */
    | { readonly phase: 'loading' }
    /** The server offers no way to sign in, or does not respond. */
    | { readonly phase: 'unavailable'; readonly error: FieldError }
    | SignInFields
    /** A user is signed in, by this form or in another window. This is the final state. */
    | { readonly phase: 'done'; readonly user: SignedInUser };

/** Where the form begins, instead of with the first way to sign in. */
export interface SignInStart {
    readonly mode?: 'link' | 'forgot' | 'new-password';
    readonly error?: FieldError;
}

/** Returns the fields that the form asks for, in their order. */
export function fieldsOf({ mode, mail }: Pick<SignInFields, 'mode' | 'mail'>): readonly SignInField[] {
    switch (mode) {
        case 'choose':
            return [];
        case 'sign-in':
        case 'sign-up':
            return ['email', 'password'];
        case 'link':
        case 'forgot':
            return ['email'];
        case 'code':
            return mail === 'recovery' ? ['code', 'password'] : ['code'];
        case 'new-password':
            return ['password'];
    }
}

/** Returns whether the form asks for a new password, to which the rule applies. */
export function asksForNewPassword({ mode, mail }: Pick<SignInFields, 'mode' | 'mail'>): boolean {
    return mode === 'sign-up' || mode === 'new-password' || (mode === 'code' && mail === 'recovery');
}

/** Returns the first mode for these ways to sign in. */
export function firstMode(methods: readonly SignInMethod[]): SignInMode {
    const kinds = methods.map(({ kind }) => kind);
    if (kinds.includes('password')) {
        return 'sign-in';
    }
    return kinds.includes('link') ? 'link' : 'choose';
}
