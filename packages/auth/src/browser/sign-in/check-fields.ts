// SPDX-License-Identifier: MIT

import { nls } from '@theia/core/lib/common/nls';
import type { SignInField } from '../../common/sign-in/sign-in-error';
import { addressOf, checkEmail, checkNewPassword, codeOf, passwordOf } from '../check-field';
import type { FieldError } from '../describe-error';
import { asksForNewPassword, fieldsOf, type SignInFields } from './sign-in-state';

const CHECKS: Readonly<Record<SignInField, (fields: SignInFields) => FieldError | undefined>> = {
    email: ({ email }) => checkEmail(addressOf(email)),
    code: ({ code }) => checkCode(codeOf(code)),
    password: checkPassword
};

/** Returns the first thing that is wrong with the fields of the present mode; `undefined` if they can be sent. */
export function checkFields(fields: SignInFields): FieldError | undefined {
    return fieldsOf(fields)
        .map(field => CHECKS[field](fields))
        .find(error => error !== undefined);
}

function checkCode(code: string): FieldError | undefined {
    return /^\d{6,10}$/.test(code)
        ? undefined
        : {
              field: 'code',
              message: nls.localize('sanyam/auth/enterCode', 'Enter the digits of the code in the email.')
          };
}

function checkPassword(fields: SignInFields): FieldError | undefined {
    const password = passwordOf(fields.password);
    if (password === '' && (fields.mode === 'sign-in' || fields.mode === 'sign-up')) {
        return { field: 'password', message: nls.localize('sanyam/auth/enterPassword', 'Enter your password.') };
    }
    return asksForNewPassword(fields) ? checkNewPassword(password, fields.rule) : undefined;
}
