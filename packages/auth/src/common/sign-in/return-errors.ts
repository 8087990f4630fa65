// SPDX-License-Identifier: MIT

import { sentence, type Sentence } from './sentence';
import { SignInError } from './sign-in-error';
import type { ReturnPurpose } from './sign-in-return';

const askAgain = sentence(
    'sanyam/auth/otherBrowser',
    'Another browser asked for this link. Enter your email to get a new one, and open it in this browser.'
);

/**
 * What to say of a link or a linking that another browser asked for. Two of them have done by then what they are for, if they are from an
 * email: anybody can write such an address.
 */
const OTHER_BROWSER: Readonly<Record<Exclude<ReturnPurpose, 'provider'>, Sentence>> = {
    'sign-up': sentence(
        'sanyam/auth/confirmedElsewhere',
        'If this link is from an email that you asked for, your email is confirmed now. Sign in, here or in the browser where you signed up.'
    ),
    'new-email': sentence(
        'sanyam/account/changedElsewhere',
        'If this link is from an email that you asked for, your new email is confirmed now. Then sign in with it.'
    ),
    'link-identity': sentence(
        'sanyam/account/linkedElsewhere',
        'This linking did not start in this browser, or it is too old. Link again on the page Account.'
    ),
    link: askAgain,
    recovery: askAgain
};

/** Returns the error for the link of a mail that another browser asked for. The server has used it up by then. */
export function otherBrowser(purpose: Exclude<ReturnPurpose, 'provider'>, options?: ErrorOptions): SignInError {
    return new SignInError('wrong-state', OTHER_BROWSER[purpose], undefined, options);
}

/** Returns the error for a return that belongs to no attempt of this browser. */
export function wrongState(options?: ErrorOptions): SignInError {
    return new SignInError(
        'wrong-state',
        sentence(
            'sanyam/auth/wrongState',
            'This sign-in did not start in this browser, or it is too old. Sign in again here.'
        ),
        undefined,
        options
    );
}

/**
 * Returns the error for a session in the address that nobody in this browser asked for, such as that of an invitation. It may
 * be anybody's: whoever sends such a link could sign users in to an account of the sender.
 */
export function unaskedSession(): SignInError {
    return new SignInError(
        'wrong-state',
        sentence(
            'sanyam/auth/unasked',
            'This link did not start in this browser. Enter your email to get one that signs you in here.'
        )
    );
}
