// SPDX-License-Identifier: MIT

import { sentence, type Sentence } from './sentence';
import { SignInError, type SignInFailure } from './sign-in-error';

interface Description {
    readonly failure: SignInFailure;
    readonly message: Sentence;
}

/** What the auth server says when a way to sign in cannot be linked or unlinked. Keys are its error codes. */
export const LINKING_ERRORS: Readonly<Record<string, Description>> = {
    manual_linking_disabled: {
        failure: 'linking-disabled',
        message: sentence(
            'sanyam/account/linkingDisabled',
            'This server does not let users link and unlink providers. Contact its administrator.'
        )
    },
    single_identity_not_deletable: {
        failure: 'last-way-in',
        message: sentence('sanyam/account/lastWayIn', 'This is your only way to sign in. Link another one first.')
    },
    email_conflict_identity_not_deletable: {
        failure: 'other',
        message: sentence(
            'sanyam/account/emailConflict',
            'Your email would become that of another way to sign in, and another user has it. Change your email first.'
        )
    },
    identity_not_found: {
        failure: 'other',
        message: sentence('sanyam/account/notLinked', 'This way to sign in is not linked any more.')
    },
    identity_already_exists: {
        failure: 'identity-taken',
        message: sentence(
            'sanyam/account/identityTaken',
            'Could not link this account. It is linked already, to you or to another user. To link it here, sign in with it, and unlink it there first.'
        )
    }
};

/** Returns the error for a linking that came back without a code, as the provider or the auth server names it. */
export function linkingFailure(error: string | undefined): SignInError | undefined {
    if (error === 'access_denied') {
        return new SignInError(
            'denied',
            sentence(
                'sanyam/account/linkingDenied',
                'The linking was canceled at the provider. Your ways to sign in are unchanged.'
            )
        );
    }
    return error === 'server_error'
        ? new SignInError(
              'provider-failed',
              sentence(
                  'sanyam/account/linkingFailed',
                  'The provider did not complete the linking. Your ways to sign in are unchanged. Try again in a minute.'
              )
          )
        : undefined;
}
