// SPDX-License-Identifier: MIT

import {
    AuthApiError,
    AuthRetryableFetchError,
    AuthSessionMissingError,
    AuthUnknownError,
    AuthWeakPasswordError
} from '@supabase/auth-js';
import { expect } from 'chai';
import { describeAuthError } from './describe-auth-error';

const host = 'cloud.example.org';
const api = (code: string | undefined, status = 400, message = 'said the server') =>
    new AuthApiError(message, status, code);

describe('describeAuthError', () => {
    const table: [what: string, error: unknown, failure: string, field: string | undefined, message: RegExp][] = [
        ['a wrong password', api('invalid_credentials'), 'wrong-credentials', 'password', /Wrong email or password/],
        [
            'an email that is already in use',
            api('user_already_exists', 422),
            'already-registered',
            'email',
            /Sign in instead/
        ],
        ['an email that is already in use', api('email_exists', 422), 'already-registered', 'email', /Sign in instead/],
        ['an email that the server rejects', api('email_address_invalid'), 'invalid-email', 'email', /another one/],
        ['an unconfirmed address', api('email_not_confirmed'), 'not-confirmed', 'email', /confirmation email/],
        ['disabled sign-up', api('signup_disabled', 422), 'sign-up-disabled', undefined, /Ask its administrator/],
        ['disabled passwords', api('email_provider_disabled', 422), 'password-disabled', undefined, /password/],
        ['a sign-out in another window', new AuthSessionMissingError(), 'signed-out', undefined, /Sign in again/],
        ['a locked account', api('user_banned', 403), 'banned', undefined, /locked/],
        ['a captcha', api('captcha_failed'), 'captcha-required', undefined, /captcha/],
        ['too many attempts', api('over_request_rate_limit', 429), 'rate-limited', undefined, /Wait a few minutes/],
        ['too many emails', api('over_email_send_rate_limit', 429), 'rate-limited', undefined, /Wait a few minutes/],
        ['the rate limit of a proxy', api(undefined, 429), 'rate-limited', undefined, /Wait a few minutes/],
        ['an unknown code', api('brand_new', 422), 'other', undefined, /rejected the request: said the server\./],
        [
            'a provider that is not set up',
            api('validation_failed', 400, 'Unsupported provider: Provider custom:acme could not be found'),
            'provider-unknown',
            undefined,
            /not set up on this server\. Sign in another way/
        ],
        ['another bad request', api('validation_failed'), 'other', undefined, /said the server/],
        ['a rejected API key', api(undefined, 401), 'key-refused', undefined, /SUPABASE_ANON_KEY/],
        [
            'a path that does not exist',
            api(undefined, 404),
            'not-an-auth-server',
            undefined,
            /cloud\.example\.org is not a Supabase/
        ],
        ['a web page', new AuthUnknownError('<html>', {}), 'not-an-auth-server', undefined, /SUPABASE_URL/],
        [
            'a missing response',
            new AuthRetryableFetchError('fetch failed', 0),
            'unreachable',
            undefined,
            /Cannot reach .*cloud\.ex/
        ],
        ['a server error', new AuthRetryableFetchError('', 503), 'unreachable', undefined, /an error \(HTTP 503\)/],
        [
            'a password that is too short',
            new AuthWeakPasswordError('Password should be at least 8 characters', 422, ['length']),
            'weak-password',
            'password',
            /Choose another password\. Password should be at least 8 characters\./
        ],
        [
            'a password from a data breach',
            new AuthWeakPasswordError('Password is known to be weak', 422, ['pwned']),
            'weak-password',
            'password',
            /data breach/
        ],
        ['an error of the browser', new Error('disk full'), 'other', undefined, /disk full\./]
    ];

    for (const [what, error, failure, field, message] of table) {
        it(`explains ${what} (${failure})`, () => {
            const described = describeAuthError(error, host);
            expect(described).to.include({ failure, field, cause: error });
            expect(described.message).to.match(message);
        });
    }
});
