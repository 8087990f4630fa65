// SPDX-License-Identifier: MIT

import { codicon } from '@theia/core/lib/browser/widgets/widget';
import * as React from '@theia/core/shared/react';
import type { SignInForm } from './sign-in-form';

const ids = {
    email: 'sanyam-sign-in-email',
    password: 'sanyam-sign-in-password',
    message: 'sanyam-sign-in-message'
};

interface SignInFormViewProperties {
    readonly form: SignInForm;
    readonly reason?: string;
    /** Sends the form when it is submitted by other means than the dialog's button. */
    readonly onSubmit: () => void;
}

/** The fields of the sign-in dialog, and what there is to say about them. */
export function SignInFormView({ form, reason, onSubmit }: SignInFormViewProperties): React.ReactElement {
    const { phase, error, notice } = form.state;
    return (
        <form
            className="sanyam-sign-in"
            noValidate
            aria-busy={phase === 'busy' || phase === 'loading'}
            onSubmit={event => {
                event.preventDefault();
                onSubmit();
            }}
        >
            {reason && <p className="sanyam-sign-in-reason">{reason}</p>}
            {phase === 'loading' && <p>Asking the server how one can sign in…</p>}
            {(phase === 'editing' || phase === 'busy') && <Fields form={form} />}
            <div id={ids.message} className="sanyam-sign-in-message" role="status" aria-live="polite">
                {error && (
                    <p className="sanyam-sign-in-error">
                        <span className={codicon('error')} aria-hidden="true" />
                        {error.message}
                    </p>
                )}
                {notice && (
                    <p className="sanyam-sign-in-notice">
                        <span className={codicon('mail')} aria-hidden="true" />
                        {notice}
                    </p>
                )}
            </div>
            {phase === 'unavailable' && (
                <button type="button" className="theia-button secondary" autoFocus onClick={() => void form.load()}>
                    Try Again
                </button>
            )}
            <ModeSwitch form={form} />
        </form>
    );
}

function Fields({ form }: { form: SignInForm }): React.ReactElement {
    const { mode, email, password, passwordShown, phase, error } = form.state;
    const emailInput = React.useRef<HTMLInputElement>(null);
    const passwordInput = React.useRef<HTMLInputElement>(null);
    const field = error?.field;
    React.useEffect(() => {
        if (phase === 'editing') {
            const input = field === 'password' || (!field && emailInput.current?.value) ? passwordInput : emailInput;
            input.current?.focus();
        }
    }, [phase, mode, field]);
    const invalid = (name: typeof field) => ({
        'aria-invalid': field === name,
        'aria-describedby': field === name ? ids.message : undefined
    });
    return (
        <>
            <label htmlFor={ids.email}>E-mail</label>
            <input
                ref={emailInput}
                id={ids.email}
                name="email"
                className="theia-input"
                type="email"
                autoComplete="email"
                spellCheck={false}
                required
                readOnly={phase === 'busy'}
                value={email}
                onChange={event => form.setEmail(event.currentTarget.value)}
                {...invalid('email')}
            />
            <label htmlFor={ids.password}>Password</label>
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
                    title={passwordShown ? 'Hide Password' : 'Show Password'}
                    aria-label="Show Password"
                    aria-pressed={passwordShown}
                    onClick={() => form.togglePassword()}
                />
            </div>
        </>
    );
}

function ModeSwitch({ form }: { form: SignInForm }): React.ReactElement | null {
    const { mode, phase, offersSignUp } = form.state;
    if (!offersSignUp || (phase !== 'editing' && phase !== 'busy')) {
        return null;
    }
    return (
        <p className="sanyam-sign-in-switch">
            {mode === 'sign-in' ? 'No account yet?' : 'Have an account already?'}{' '}
            <button type="button" disabled={phase === 'busy'} onClick={() => form.switchMode()}>
                {mode === 'sign-in' ? 'Sign Up' : 'Sign In'}
            </button>
        </p>
    );
}
