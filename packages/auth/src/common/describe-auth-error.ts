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
    message: 'An account with this email already exists. Sign in instead.'
};
const signUpDisabled: Description = {
    failure: 'sign-up-disabled',
    message: 'This server does not allow sign-up. Ask its administrator for an account.'
};
const passwordDisabled: Description = {
    failure: 'password-disabled',
    message: 'This server does not allow sign-in with a password. Contact its administrator.'
};
const invalidEmail: Description = {
    failure: 'invalid-email',
    field: 'email',
    message: 'The server does not accept this email. Check it, or use another one.'
};
const tooManyAttempts: Description = {
    failure: 'rate-limited',
    message: 'Too many attempts. Wait a few minutes, then try again.'
};

/** Keys are error codes of Supabase Auth. */
const DESCRIPTIONS: Readonly<Record<string, Description>> = {
    // The server does not say which of the two is wrong, so that attackers cannot find out who has an account.
    invalid_credentials: {
        failure: 'wrong-credentials',
        field: 'password',
        message: 'Wrong email or password. Check both, or sign up if you do not have an account.'
    },
    user_already_exists: alreadyRegistered,
    email_exists: alreadyRegistered,
    email_address_invalid: invalidEmail,
    email_address_not_authorized: invalidEmail,
    email_not_confirmed: {
        failure: 'not-confirmed',
        field: 'email',
        message: 'Your email is not confirmed yet. Open the link in the confirmation email, then sign in.'
    },
    signup_disabled: signUpDisabled,
    email_provider_disabled: passwordDisabled,
    provider_disabled: passwordDisabled,
    user_banned: {
        failure: 'banned',
        message: 'This account is locked. Contact the administrator of the server.'
    },
    captcha_failed: {
        failure: 'captcha-required',
        message: 'This server requires a captcha, which Sanyam cannot show. Contact its administrator.'
    },
    over_request_rate_limit: tooManyAttempts,
    over_email_send_rate_limit: {
        failure: 'rate-limited',
        message: 'The server has sent too many emails. Wait a few minutes, then try again.'
    }
};

/**
 * Returns an error whose message tells the user what went wrong and what to do.
 *
 * @param error the error that the auth client returned or threw
 * @param host the host of the server, for messages about the connection
 */
export function describeAuthError(error: unknown, host: string): SignInError {
    const { failure, field, message } = describe(error, host);
    return new SignInError(failure, message, field, { cause: error });
}

function describe(error: unknown, host: string): Description {
    if (!isAuthError(error)) {
        const reason = error instanceof Error ? error.message : String(error);
        return { failure: 'other', message: `Could not sign in: ${sentence(reason)}` };
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
    // The auth client uses status 0 for a request without a response.
    const message = error.status
        ? `The server at ${host} reported an error (HTTP ${error.status}). Try again in a minute.`
        : `Cannot reach the server at ${host}. Check your network connection, then try again.`;
    return { failure: 'unreachable', message };
}

function describeAnswer(error: AuthError, host: string): Description {
    if (error.status === 429) {
        return tooManyAttempts;
    }
    if (error.code !== undefined) {
        return { failure: 'other', message: `The server rejected the request: ${sentence(error.message)}` };
    }
    if (error.status === 401 || error.status === 403) {
        return {
            failure: 'key-refused',
            message: `The server at ${host} rejected the API key of this IDE. Ask your administrator to check SUPABASE_ANON_KEY.`
        };
    }
    return error.status === 404
        ? describeStranger(host)
        : { failure: 'other', message: `The server rejected the request: ${sentence(error.message)}` };
}

/** Returns the error for a response that is not from an auth server. */
export function strangerError(host: string): SignInError {
    const { failure, message } = describeStranger(host);
    return new SignInError(failure, message);
}

function describeStranger(host: string): Description {
    return {
        failure: 'not-an-auth-server',
        message: `The server at ${host} is not a Supabase Auth server. Ask your administrator to check SUPABASE_URL.`
    };
}

function weakness(error: { message: string; reasons: readonly string[] }): string {
    return error.reasons.includes('pwned')
        ? 'This one appeared in a data breach, so others may guess it.'
        : sentence(error.message);
}

function sentence(text: string): string {
    const trimmed = text.trim();
    return /[.!?]$/.test(trimmed) ? trimmed : `${trimmed}.`;
}
