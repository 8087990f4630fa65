// SPDX-License-Identifier: MIT

import { nls } from '@theia/core/lib/common/nls';
import * as React from '@theia/core/shared/react';
import type { SignInField } from '../../common/sign-in/sign-in-error';
import { addressOf, describeRule } from '../check-field';
import { PasswordField } from './password-field';
import type { SignInForm } from './sign-in-form';
import { asksForNewPassword, fieldsOf, type SignInFields } from './sign-in-state';

/** The id of the element with the error and the notice. */
export const MESSAGE_ID = 'sanyam-sign-in-message';

const ids = {
    email: 'sanyam-sign-in-email',
    code: 'sanyam-sign-in-code',
    password: 'sanyam-sign-in-password',
    rule: 'sanyam-sign-in-rule'
};

interface FieldsProperties {
    readonly form: SignInForm;
    readonly fields: SignInFields;
}

/** The fields that the present mode asks for. */
export function SignInFieldsView({ form, fields }: FieldsProperties): React.ReactElement {
    const { mode, password, phase, rule, error } = fields;
    const inputs = {
        email: React.useRef<HTMLInputElement>(null),
        code: React.useRef<HTMLInputElement>(null),
        password: React.useRef<HTMLInputElement>(null)
    };
    const asked = fieldsOf(fields);
    const field = error?.field;
    React.useEffect(() => {
        const name = fieldToFocus(fields);
        if (phase === 'editing' && name) {
            inputs[name].current?.focus();
        }
    }, [phase, mode, field]);
    const isNew = asksForNewPassword(fields);
    const invalid = (name: SignInField, ...described: string[]) => ({
        'aria-invalid': field === name,
        'aria-describedby': [...described, ...(field === name ? [MESSAGE_ID] : [])].join(' ') || undefined
    });
    const textField = (name: 'email' | 'code', edit: (text: string) => void) => ({
        ref: inputs[name],
        id: ids[name],
        name,
        // A field of the type “email” changes domains by rules of its own: it makes “ss” of “ß”, another domain.
        type: 'text',
        spellCheck: false,
        required: true,
        readOnly: phase === 'busy',
        value: fields[name],
        onChange: (event: React.ChangeEvent<HTMLInputElement>) => edit(event.currentTarget.value),
        ...invalid(name)
    });
    return (
        <>
            {introductionOf(fields)}
            {asked.includes('email') && (
                <>
                    <label htmlFor={ids.email}>{nls.localize('sanyam/auth/email', 'Email')}</label>
                    <input
                        {...textField('email', text => form.setEmail(text))}
                        className="theia-input"
                        inputMode="email"
                        autoCapitalize="off"
                        autoComplete="email"
                    />
                </>
            )}
            {asked.includes('code') && (
                <>
                    <label htmlFor={ids.code}>{nls.localize('sanyam/auth/code', 'Code')}</label>
                    <input
                        {...textField('code', text => form.setCode(text))}
                        className="theia-input sanyam-sign-in-code"
                        inputMode="numeric"
                        autoComplete="one-time-code"
                    />
                </>
            )}
            {asked.includes('password') && (
                <>
                    <label htmlFor={ids.password}>
                        {isNew && mode !== 'sign-up'
                            ? nls.localize('sanyam/auth/newPassword', 'New Password')
                            : nls.localize('sanyam/auth/password', 'Password')}
                    </label>
                    <PasswordField
                        inputRef={inputs.password}
                        id={ids.password}
                        isNew={isNew}
                        readOnly={phase === 'busy'}
                        value={password}
                        onChange={value => form.setPassword(value)}
                        {...invalid('password', ...(isNew && rule ? [ids.rule] : []))}
                    />
                    {isNew && rule && (
                        <p id={ids.rule} className="sanyam-sign-in-rule">
                            {describeRule(rule)}
                        </p>
                    )}
                </>
            )}
            {mode === 'sign-in' && (
                <div className="sanyam-sign-in-switch sanyam-sign-in-forgot">
                    <button type="button" disabled={phase === 'busy'} onClick={() => form.forgetPassword()}>
                        {nls.localize('sanyam/auth/forgot', 'Forgot Password?')}
                    </button>
                </div>
            )}
        </>
    );
}

/** Returns the field with the error, or else the first empty one. */
function fieldToFocus(fields: SignInFields): SignInField | undefined {
    const asked = fieldsOf(fields);
    const wrong = fields.error?.field;
    return wrong && asked.includes(wrong) ? wrong : (asked.find(name => fields[name] === '') ?? asked.at(-1));
}

function introductionOf({ mode, email }: SignInFields): React.ReactElement | undefined {
    switch (mode) {
        case 'link':
            return (
                <p>
                    {nls.localize(
                        'sanyam/auth/linkHint',
                        'You get an email with a link and a code to sign in. You need no password.'
                    )}
                </p>
            );
        case 'forgot':
            return (
                <p>
                    {nls.localize(
                        'sanyam/auth/forgotHint',
                        'You get an email with a link and a code to choose a new password.'
                    )}
                </p>
            );
        case 'code':
            return <p>{nls.localize('sanyam/auth/codeHint', 'The code is in the email to {0}.', addressOf(email))}</p>;
        case 'new-password':
            return <p>{nls.localize('sanyam/auth/newPasswordHint', 'You are signed in. Choose a new password.')}</p>;
        default:
            return undefined;
    }
}
