// SPDX-License-Identifier: MIT

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
    | 'canceled'
    | 'other';

/** The form field that the user has to correct. */
export type SignInField = 'email' | 'password';

/** A failed sign-in or sign-up. Use `failure` in code, and show `message` to the user. */
export class SignInError extends Error {
    override readonly name = 'SignInError';

    constructor(
        readonly failure: SignInFailure,
        message: string,
        readonly field?: SignInField,
        options?: ErrorOptions
    ) {
        super(message, options);
    }
}
