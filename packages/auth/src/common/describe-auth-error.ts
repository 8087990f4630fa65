// SPDX-License-Identifier: MIT

import {
    isAuthApiError,
    isAuthError,
    isAuthRetryableFetchError,
    isAuthWeakPasswordError,
    type AuthError
} from '@supabase/auth-js';
import { SignInError, type SignInFailure, type SignInField } from './sign-in-error';

interface Description {
    readonly failure: SignInFailure;
    readonly field?: SignInField;
    readonly message: string;
}

const alreadyRegistered: Description = {
    failure: 'already-registered',
    field: 'email',
    message: 'An account with this e-mail address exists already. Sign in instead.'
};
const signUpDisabled: Description = {
    failure: 'sign-up-disabled',
    message: 'This server does not let people sign up by themselves. Ask whoever runs it for an account.'
};
const passwordDisabled: Description = {
    failure: 'password-disabled',
    message: 'This server does not offer signing in with a password.'
};
const invalidEmail: Description = {
    failure: 'invalid-email',
    field: 'email',
    message: 'The server does not accept this e-mail address. Check it, or use another one.'
};
const tooManyAttempts: Description = {
    failure: 'rate-limited',
    message: 'Too many attempts. Wait a few minutes, then try again.'
};

/** By the error codes of Supabase Auth. */
const DESCRIPTIONS: Readonly<Record<string, Description>> = {
    // Servers do not tell a wrong password from an unknown user, so that nobody can probe for accounts.
    invalid_credentials: {
        failure: 'wrong-credentials',
        field: 'password',
        message: 'Wrong e-mail address or password. Check both, or sign up if you have no account yet.'
    },
    user_already_exists: alreadyRegistered,
    email_exists: alreadyRegistered,
    email_address_invalid: invalidEmail,
    email_address_not_authorized: invalidEmail,
    email_not_confirmed: {
        failure: 'not-confirmed',
        field: 'email',
        message:
            'This e-mail address is not confirmed yet. Follow the link in the mail that was sent when you signed up, then sign in.'
    },
    signup_disabled: signUpDisabled,
    email_provider_disabled: passwordDisabled,
    provider_disabled: passwordDisabled,
    user_banned: {
        failure: 'banned',
        message: 'This account is locked. Ask whoever runs the server to unlock it.'
    },
    captcha_failed: {
        failure: 'captcha-required',
        message: 'This server asks for a captcha, which Sanyam cannot show. Ask whoever runs it to switch that off.'
    },
    over_request_rate_limit: tooManyAttempts,
    over_email_send_rate_limit: {
        failure: 'rate-limited',
        message: 'The server has sent too many mails. Wait a few minutes, then try again.'
    }
};

/**
 * What went wrong and what to do about it.
 *
 * @param error what the auth client answered or threw
 * @param host the host of the server's address, for sentences about reaching it
 */
export function describeAuthError(error: unknown, host: string): SignInError {
    const { failure, field, message } = describe(error, host);
    return new SignInError(failure, message, field, { cause: error });
}

function describe(error: unknown, host: string): Description {
    if (!isAuthError(error)) {
        const reason = error instanceof Error ? error.message : String(error);
        return { failure: 'other', message: `Signing in failed: ${sentence(reason)}` };
    }
    if (isAuthRetryableFetchError(error)) {
        return describeUnreachable(error, host);
    }
    if (isAuthWeakPasswordError(error)) {
        return { failure: 'weak-password', field: 'password', message: `Choose another password. ${weakness(error)}` };
    }
    const known = error.code === undefined ? undefined : DESCRIPTIONS[error.code];
    if (known) {
        return known;
    }
    return isAuthApiError(error) ? describeAnswer(error, host) : describeStranger(host);
}

function describeUnreachable(error: AuthError, host: string): Description {
    // Status 0 is the auth client's mark for a request that never got an answer.
    const message = error.status
        ? `The server at ${host} is in trouble (HTTP ${error.status}). Try again in a minute.`
        : `Cannot reach the server at ${host}. Check your network connection, then try again.`;
    return { failure: 'unreachable', message };
}

function describeAnswer(error: AuthError, host: string): Description {
    if (error.status === 429) {
        return tooManyAttempts;
    }
    if (error.code !== undefined) {
        return { failure: 'other', message: `The server refused: ${sentence(error.message)}` };
    }
    if (error.status === 401 || error.status === 403) {
        return {
            failure: 'key-refused',
            message: `The server at ${host} does not accept this Sanyam’s key. Ask whoever runs Sanyam to check SUPABASE_ANON_KEY.`
        };
    }
    return error.status === 404
        ? describeStranger(host)
        : { failure: 'other', message: `The server refused: ${sentence(error.message)}` };
}

/** The error for an answer that no auth server gives. */
export function strangerError(host: string): SignInError {
    const { failure, message } = describeStranger(host);
    return new SignInError(failure, message);
}

function describeStranger(host: string): Description {
    return {
        failure: 'not-an-auth-server',
        message: `What answers at ${host} is not a Supabase Auth server. Ask whoever runs Sanyam to check SUPABASE_URL.`
    };
}

function weakness(error: { message: string; reasons: readonly string[] }): string {
    return error.reasons.includes('pwned')
        ? 'This one is known from a data leak, so that others may guess it.'
        : sentence(error.message);
}

function sentence(text: string): string {
    const trimmed = text.trim();
    return /[.!?]$/.test(trimmed) ? trimmed : `${trimmed}.`;
}
