// SPDX-License-Identifier: MIT

import {
    isAuthApiError,
    isAuthError,
    isAuthRetryableFetchError,
    isAuthSessionMissingError,
    isAuthWeakPasswordError,
    type AuthError
} from '@supabase/auth-js';
import { LINKING_ERRORS } from './linking-errors';
import { weakPassword } from './password-rule';
import { wrongState } from './return-errors';
import { sentence, type Sentence } from './sentence';
import { SignInError, type SignInFailure, type SignInField } from './sign-in-error';

interface Description {
    readonly failure: SignInFailure;
    readonly field?: SignInField;
    readonly message: Sentence;
}

const alreadyRegistered: Description = {
    failure: 'already-registered',
    field: 'email',
    message: sentence('sanyam/auth/alreadyRegistered', 'An account with this email already exists. Sign in instead.')
};
const signUpDisabled: Description = {
    failure: 'sign-up-disabled',
    message: sentence(
        'sanyam/auth/signUpDisabled',
        'This server does not allow sign-up. Ask its administrator for an account.'
    )
};
const passwordDisabled: Description = {
    failure: 'password-disabled',
    message: sentence(
        'sanyam/auth/passwordDisabled',
        'This server does not allow sign-in with a password. Contact its administrator.'
    )
};
const invalidEmail: Description = {
    failure: 'invalid-email',
    field: 'email',
    message: sentence(
        'sanyam/auth/emailRefused',
        'The server does not accept this email. Check it, or use another one.'
    )
};
const tooManyAttempts: Description = {
    failure: 'rate-limited',
    message: sentence('sanyam/auth/tooManyAttempts', 'Too many attempts. Wait a few minutes, then try again.')
};

const providerUnknown: Description = {
    failure: 'provider-unknown',
    message: sentence(
        'sanyam/auth/providerUnknown',
        'This way to sign in is not set up on this server. Sign in another way, or contact its administrator.'
    )
};

const signedOut: Description = {
    failure: 'signed-out',
    message: sentence('sanyam/auth/signedOutMeanwhile', 'You are signed out. Sign in again, then try again.')
};

/** How Supabase Auth refuses a provider that is not set up: it has no code of its own for that. */
const UNSUPPORTED = /^Unsupported provider\b/;

/** The codes for a return that belongs to no attempt of this browser. */
const UNKNOWN_ATTEMPTS = new Set([
    'pkce_code_verifier_not_found',
    'bad_code_verifier',
    'flow_state_not_found',
    'flow_state_expired',
    'flow_state_already_used',
    'bad_oauth_state',
    'bad_oauth_callback'
]);

/** Keys are error codes of Supabase Auth. */
const DESCRIPTIONS: Readonly<Record<string, Description>> = {
    ...LINKING_ERRORS,
    // The server does not say which of the two is wrong, so that attackers cannot find out who has an account.
    invalid_credentials: {
        failure: 'wrong-credentials',
        field: 'password',
        message: sentence(
            'sanyam/auth/wrongCredentials',
            'Wrong email or password. Check both, or sign up if you do not have an account.'
        )
    },
    user_already_exists: alreadyRegistered,
    email_exists: alreadyRegistered,
    email_address_invalid: invalidEmail,
    email_address_not_authorized: invalidEmail,
    email_not_confirmed: {
        failure: 'not-confirmed',
        field: 'email',
        message: sentence(
            'sanyam/auth/notConfirmed',
            'Your email is not confirmed yet. Open the link in the confirmation email, or enter its code here.'
        )
    },
    otp_expired: {
        failure: 'code-expired',
        field: 'code',
        message: sentence(
            'sanyam/auth/codeExpired',
            'The code is wrong, has expired, or was used already. Check it, or send another email.'
        )
    },
    same_password: {
        failure: 'weak-password',
        field: 'password',
        message: sentence('sanyam/auth/samePassword', 'Choose a password that differs from the present one.')
    },
    reauthentication_needed: {
        failure: 'other',
        message: sentence(
            'sanyam/auth/signInAgain',
            'You signed in too long ago for this. Sign out and in again, then try again.'
        )
    },
    sso_provider_not_found: providerUnknown,
    saml_provider_disabled: providerUnknown,
    oauth_provider_not_supported: providerUnknown,
    signup_disabled: signUpDisabled,
    email_provider_disabled: passwordDisabled,
    provider_disabled: passwordDisabled,
    user_banned: {
        failure: 'banned',
        message: sentence('sanyam/auth/banned', 'This account is locked. Contact the administrator of the server.')
    },
    captcha_failed: {
        failure: 'captcha-required',
        message: sentence(
            'sanyam/auth/captcha',
            'This server requires a captcha, which Sanyam cannot show. Contact its administrator.'
        )
    },
    over_request_rate_limit: tooManyAttempts,
    over_email_send_rate_limit: {
        failure: 'rate-limited',
        message: sentence(
            'sanyam/auth/tooManyMails',
            'The server has sent too many emails. Wait a few minutes, then try again.'
        )
    }
};

/**
 * Returns an error whose message tells the user what went wrong and what to do.
 *
 * @param error the error that the auth client returned or threw
 * @param host the host of the server, for messages about the connection
 */
export function describeAuthError(error: unknown, host: string): SignInError {
    if (isAuthError(error) && UNKNOWN_ATTEMPTS.has(error.code ?? '')) {
        return wrongState({ cause: error });
    }
    const { failure, field, message } = describe(error, host);
    return new SignInError(failure, message, field, { cause: error });
}

/** Returns the error for a code of Supabase Auth; `undefined` if the code is not known. */
export function errorOf(code: string | undefined): SignInError | undefined {
    if (code !== undefined && UNKNOWN_ATTEMPTS.has(code)) {
        return wrongState();
    }
    const known = describeCode(code);
    return known && new SignInError(known.failure, known.message, known.field);
}

function describeCode(code: string | undefined): Description | undefined {
    return code !== undefined && Object.hasOwn(DESCRIPTIONS, code) ? DESCRIPTIONS[code] : undefined;
}

function describe(error: unknown, host: string): Description {
    if (!isAuthError(error)) {
        const reason = error instanceof Error ? error.message : String(error);
        return {
            failure: 'other',
            message: sentence('sanyam/auth/failed', 'Could not sign in: {0}', withPeriod(reason))
        };
    }
    if (isAuthRetryableFetchError(error)) {
        return describeUnreachable(error, host);
    }
    if (isAuthWeakPasswordError(error)) {
        return { failure: 'weak-password', field: 'password', message: weakness(error) };
    }
    if (isAuthSessionMissingError(error)) {
        return signedOut;
    }
    const known = describeCode(error.code);
    if (known) {
        return known;
    }
    return isAuthApiError(error) ? describeAnswer(error, host) : describeStranger(host);
}

function describeUnreachable(error: AuthError, host: string): Description {
    // The auth client uses status 0 for a request without a response.
    const message = error.status
        ? sentence(
              'sanyam/auth/serverError',
              'The server at {0} reported an error (HTTP {1}). Try again in a minute.',
              host,
              error.status
          )
        : sentence(
              'sanyam/auth/unreachable',
              'Cannot reach the server at {0}. Check your network connection, then try again.',
              host
          );
    return { failure: 'unreachable', message };
}

function describeAnswer(error: AuthError, host: string): Description {
    if (error.status === 429) {
        return tooManyAttempts;
    }
    if (error.code === 'validation_failed' && UNSUPPORTED.test(error.message)) {
        return providerUnknown;
    }
    if (error.code !== undefined) {
        return rejected(error);
    }
    if (error.status === 401 || error.status === 403) {
        return {
            failure: 'key-refused',
            message: sentence(
                'sanyam/auth/keyRefused',
                'The server at {0} rejected the API key of this IDE. Ask your administrator to check SUPABASE_ANON_KEY.',
                host
            )
        };
    }
    return error.status === 404 ? describeStranger(host) : rejected(error);
}

function rejected(error: AuthError): Description {
    const message = sentence('sanyam/auth/rejected', 'The server rejected the request: {0}', withPeriod(error.message));
    return { failure: 'other', message };
}

/** Returns the error for a request that the user canceled. */
export function canceledError(cause: unknown): SignInError {
    return new SignInError('canceled', sentence('sanyam/auth/canceled', 'Canceled.'), undefined, { cause });
}

/** Returns the error for a response that is not from an auth server. */
export function strangerError(host: string): SignInError {
    const { failure, message } = describeStranger(host);
    return new SignInError(failure, message);
}

function describeStranger(host: string): Description {
    return {
        failure: 'not-an-auth-server',
        message: sentence(
            'sanyam/auth/stranger',
            'The server at {0} is not a Supabase Auth server. Ask your administrator to check SUPABASE_URL.',
            host
        )
    };
}

function weakness(error: { message: string; reasons: readonly string[] }): Sentence {
    return error.reasons.includes('pwned')
        ? sentence(
              'sanyam/auth/leakedPassword',
              'Choose another password. This one appeared in a data breach, so others may guess it.'
          )
        : weakPassword(withPeriod(error.message));
}

function withPeriod(text: string): string {
    const trimmed = text.trim();
    return /[.!?]$/.test(trimmed) ? trimmed : `${trimmed}.`;
}
