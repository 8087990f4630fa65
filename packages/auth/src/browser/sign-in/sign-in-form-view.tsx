// SPDX-License-Identifier: MIT

import { codicon } from '@theia/core/lib/browser/widgets/widget';
import { nls } from '@theia/core/lib/common/nls';
import * as React from '@theia/core/shared/react';
import { MESSAGE_ID, SignInFieldsView } from './sign-in-fields-view';
import type { SignInForm } from './sign-in-form';
import { SignInMethodsView } from './sign-in-methods-view';
import type { SignInFields } from './sign-in-state';
import { VisitedPageView } from './visited-page-view';

interface SignInFormViewProperties {
    readonly form: SignInForm;
    readonly reason?: string;
    /** Called when the form is submitted without the dialog's button, for example by a password manager. */
    readonly onSubmit: () => void;
}

/** The fields of the sign-in dialog, the messages about them, and the other ways to sign in. */
export function SignInFormView({ form, reason, onSubmit }: SignInFormViewProperties): React.ReactElement {
    const { state } = form;
    const fields = 'mode' in state ? state : undefined;
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
            {fields && <SignInFieldsView form={form} fields={fields} />}
            <div id={MESSAGE_ID} className="sanyam-sign-in-message" role="status" aria-live="polite">
                {error && (
                    <p className="sanyam-sign-in-error">
                        <span className={codicon('error')} aria-hidden="true" />
                        {error.message}
                    </p>
                )}
                {fields?.notice && (
                    <p className="sanyam-sign-in-notice">
                        <span className={codicon('info')} aria-hidden="true" />
                        {fields.notice}
                    </p>
                )}
            </div>
            {fields?.page && <VisitedPageView page={fields.page} />}
            {state.phase === 'unavailable' && (
                <button type="button" className="theia-button secondary" autoFocus onClick={() => void form.load()}>
                    {nls.localize('sanyam/auth/tryAgain', 'Try Again')}
                </button>
            )}
            {fields && <SignInMethodsView form={form} fields={fields} />}
            {fields && <OtherSteps form={form} fields={fields} />}
        </form>
    );
}

/** The buttons that lead to another step of the form. */
function OtherSteps({ form, fields }: { form: SignInForm; fields: SignInFields }): React.ReactElement | null {
    const { mode, phase, offersSignUp, methods } = fields;
    const step = (label: string, go: () => void) => (
        <button type="button" disabled={phase === 'busy'} onClick={go}>
            {label}
        </button>
    );
    switch (mode) {
        case 'sign-in':
        case 'sign-up':
            return offersSignUp ? (
                <p className="sanyam-sign-in-switch">
                    {mode === 'sign-in'
                        ? nls.localize('sanyam/auth/noAccount', 'No account yet?')
                        : nls.localize('sanyam/auth/haveAccount', 'Already have an account?')}{' '}
                    {step(
                        mode === 'sign-in'
                            ? nls.localize('sanyam/auth/signUp', 'Sign Up')
                            : nls.localize('sanyam/auth/signIn', 'Sign In'),
                        () => form.switchMode()
                    )}
                </p>
            ) : null;
        case 'code':
            return (
                <p className="sanyam-sign-in-switch">
                    {nls.localize('sanyam/auth/noMail', 'No email, or has its code expired?')}{' '}
                    {step(nls.localize('sanyam/auth/sendAgain', 'Send Another Email'), () => void form.sendAgain())}
                    {' · '}
                    {step(nls.localize('sanyam/auth/back', 'Back'), () => form.goBack())}
                </p>
            );
        case 'link':
        case 'forgot':
            return methods.some(({ kind }) => kind === 'password') ? (
                <p className="sanyam-sign-in-switch">
                    {step(nls.localize('sanyam/auth/back', 'Back'), () => form.goBack())}
                </p>
            ) : null;
        default:
            return null;
    }
}
