// SPDX-License-Identifier: MIT

import { inEnglish, type Sentence } from './sentence';

/** The reasons why a sign-in or sign-up fails. */
export type SignInFailure =
    | 'wrong-credentials'
    | 'already-registered'
    | 'weak-password'
    | 'invalid-email'
    | 'not-confirmed'
    | 'sign-up-disabled'
    | 'password-disabled'
    | 'banned'
    | 'captcha-required'
    | 'rate-limited'
    | 'unreachable'
    | 'not-an-auth-server'
    | 'key-refused'
    | 'code-expired'
    | 'link-expired'
    | 'wrong-state'
    | 'denied'
    | 'provider-failed'
    | 'provider-unknown'
    | 'signed-out'
    | 'linking-disabled'
    | 'last-way-in'
    | 'identity-taken'
    | 'canceled'
    | 'other';

/** The form field that the user has to correct. */
export type SignInField = 'email' | 'password' | 'code';

/** A failed sign-in or sign-up. Use `failure` in code, and show `sentence` to the user. `message` has it in English. */
export class SignInError extends Error {
    override readonly name = 'SignInError';

    constructor(
        readonly failure: SignInFailure,
        readonly sentence: Sentence,
        readonly field?: SignInField,
        options?: ErrorOptions
    ) {
        super(inEnglish(sentence), options);
    }
}
