// SPDX-License-Identifier: MIT

/** What kept someone from signing in or up. */
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
    | 'cancelled'
    | 'other';

/** The field of the form that the user has to change. */
export type SignInField = 'email' | 'password';

/** Signing in or up failed. Branch on `failure`; `message` is fit to be shown to the user. */
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
