// SPDX-License-Identifier: MIT

import { nls } from '@theia/core/lib/common/nls';
import type { FieldError } from '../describe-error';
import type { SignInFields } from './sign-in-state';

/** The title of the dialog, and the button that sends the form. */
export interface DialogTexts {
    readonly title: string;
    readonly action: string;
    /** On the button, while the form is being sent. */
    readonly busy: string;
}

const signIn: DialogTexts = {
    title: nls.localize('sanyam/auth/signIn', 'Sign In'),
    action: nls.localize('sanyam/auth/signIn', 'Sign In'),
    busy: nls.localize('sanyam/auth/signingIn', 'Signing In…')
};
const signUp: DialogTexts = {
    title: nls.localize('sanyam/auth/signUp', 'Sign Up'),
    action: nls.localize('sanyam/auth/signUp', 'Sign Up'),
    busy: nls.localize('sanyam/auth/signingUp', 'Signing Up…')
};
const sendMail: DialogTexts = {
    title: nls.localize('sanyam/auth/signInByMail', 'Sign In with an Email'),
    action: nls.localize('sanyam/auth/sendMail', 'Send Email'),
    busy: nls.localize('sanyam/auth/sendingMail', 'Sending Email…')
};
const newPassword: DialogTexts = {
    title: nls.localize('sanyam/auth/newPassword', 'New Password'),
    action: nls.localize('sanyam/auth/setPassword', 'Set Password'),
    busy: nls.localize('sanyam/auth/settingPassword', 'Setting Password…')
};

/** Returns the texts of the dialog for what the form asks for. */
export function dialogTexts(fields?: Pick<SignInFields, 'mode' | 'mail'>): DialogTexts {
    switch (fields?.mode) {
        case 'sign-up':
            return signUp;
        case 'link':
            return sendMail;
        case 'forgot':
            return { ...sendMail, title: newPassword.title };
        case 'new-password':
            return newPassword;
        case 'code':
            return fields.mail === 'recovery' ? newPassword : signIn;
        default:
            return signIn;
    }
}

/** The error of a server that offers no way to sign in. */
export const noMethod: FieldError = {
    message: nls.localize(
        'sanyam/auth/noMethod',
        'This server offers no way to sign in that Sanyam knows. Contact its administrator.'
    )
};
