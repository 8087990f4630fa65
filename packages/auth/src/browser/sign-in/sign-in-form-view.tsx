// SPDX-License-Identifier: MIT

import { codicon } from '@theia/core/lib/browser/widgets/widget';
import { nls } from '@theia/core/lib/common/nls';
import * as React from '@theia/core/shared/react';
import type { SignInFields, SignInForm } from './sign-in-form';

const ids = {
    email: 'sanyam-sign-in-email',
    password: 'sanyam-sign-in-password',
    message: 'sanyam-sign-in-message'
};

interface SignInFormViewProperties {
    readonly form: SignInForm;
    readonly reason?: string;
    /** Called when the form is submitted without the dialog's button, for example by a password manager. */
    readonly onSubmit: () => void;
}

/** The fields of the sign-in dialog, and the messages about them. */
export function SignInFormView({ form, reason, onSubmit }: SignInFormViewProperties): React.ReactElement {
    const { state } = form;
    const fields = state.phase === 'editing' || state.phase === 'busy' ? state : undefined;
    const error = 'error' in state ? state.error : undefined;
    return (
        <form
            className="sanyam-sign-in"
            noValidate
            aria-busy={state.phase === 'busy' || state.phase === 'loading'}
            onSubmit={event => {
                event.preventDefault();
                onSubmit();
            }}
        >
            {reason && <p className="sanyam-sign-in-reason">{reason}</p>}
            {state.phase === 'loading' && <p>{nls.localize('sanyam/auth/connecting', 'Connecting to the server…')}</p>}
            {fields && <Fields form={form} fields={fields} />}
            <div id={ids.message} className="sanyam-sign-in-message" role="status" aria-live="polite">
                {error && (
                    <p className="sanyam-sign-in-error">
                        <span className={codicon('error')} aria-hidden="true" />
                        {error.message}
                    </p>
                )}
                {fields?.notice && (
                    <p className="sanyam-sign-in-notice">
                        <span className={codicon('mail')} aria-hidden="true" />
                        {fields.notice}
                    </p>
                )}
            </div>
            {state.phase === 'unavailable' && (
                <button type="button" className="theia-button secondary" autoFocus onClick={() => void form.load()}>
                    {nls.localize('sanyam/auth/tryAgain', 'Try Again')}
                </button>
            )}
            {fields?.offersSignUp && <ModeSwitch form={form} fields={fields} />}
        </form>
    );
}

interface FieldsProperties {
    readonly form: SignInForm;
    readonly fields: SignInFields;
}

function Fields({ form, fields }: FieldsProperties): React.ReactElement {
    const { mode, email, password, phase, error } = fields;
    const [passwordShown, setPasswordShown] = React.useState(false);
    const emailInput = React.useRef<HTMLInputElement>(null);
    const passwordInput = React.useRef<HTMLInputElement>(null);
    const field = error?.field;
    React.useEffect(() => {
        if (phase === 'editing') {
            const input = field === 'password' || (!field && emailInput.current?.value) ? passwordInput : emailInput;
            input.current?.focus();
        }
    }, [phase, mode, field]);
    const showPassword = nls.localize('sanyam/auth/showPassword', 'Show Password');
    const invalid = (name: typeof field) => ({
        'aria-invalid': field === name,
        'aria-describedby': field === name ? ids.message : undefined
    });
    return (
        <>
            <label htmlFor={ids.email}>{nls.localize('sanyam/auth/email', 'Email')}</label>
            <input
                ref={emailInput}
                id={ids.email}
                name="email"
                className="theia-input"
                // A field of the type “email” changes domains by rules of its own: it makes “ss” of “ß”, another domain.
                type="text"
                inputMode="email"
                autoCapitalize="off"
                autoComplete="email"
                spellCheck={false}
                required
                readOnly={phase === 'busy'}
                value={email}
                onChange={event => form.setEmail(event.currentTarget.value)}
                {...invalid('email')}
            />
            <label htmlFor={ids.password}>{nls.localize('sanyam/auth/password', 'Password')}</label>
            <div className="sanyam-sign-in-password">
                <input
                    ref={passwordInput}
                    id={ids.password}
                    name="password"
                    className="theia-input"
                    type={passwordShown ? 'text' : 'password'}
                    autoComplete={mode === 'sign-in' ? 'current-password' : 'new-password'}
                    autoCapitalize="off"
                    spellCheck={false}
                    required
                    readOnly={phase === 'busy'}
                    value={password}
                    onChange={event => form.setPassword(event.currentTarget.value)}
                    {...invalid('password')}
                />
                <button
                    type="button"
                    className={`sanyam-sign-in-toggle ${codicon(passwordShown ? 'eye-closed' : 'eye')}`}
                    title={passwordShown ? nls.localize('sanyam/auth/hidePassword', 'Hide Password') : showPassword}
                    aria-label={showPassword}
                    aria-pressed={passwordShown}
                    onClick={() => setPasswordShown(!passwordShown)}
                />
            </div>
        </>
    );
}

function ModeSwitch({ form, fields: { mode, phase } }: FieldsProperties): React.ReactElement {
    return (
        <p className="sanyam-sign-in-switch">
            {mode === 'sign-in'
                ? nls.localize('sanyam/auth/noAccount', 'No account yet?')
                : nls.localize('sanyam/auth/haveAccount', 'Already have an account?')}{' '}
            <button type="button" disabled={phase === 'busy'} onClick={() => form.switchMode()}>
                {mode === 'sign-in'
                    ? nls.localize('sanyam/auth/signUp', 'Sign Up')
                    : nls.localize('sanyam/auth/signIn', 'Sign In')}
            </button>
        </p>
    );
}
