// SPDX-License-Identifier: MIT

import { codicon } from '@theia/core/lib/browser/widgets/widget';
import { nls } from '@theia/core/lib/common/nls';
import * as React from '@theia/core/shared/react';
import type { SignInMethod } from '../../common/sign-in/methods/sign-in-method';
import type { SignInForm } from './sign-in-form';
import type { SignInFields } from './sign-in-state';

/** The other ways to sign in, as the data says; all of them if the form asks for one. */
export function SignInMethodsView({
    form,
    fields: { mode, methods, phase }
}: {
    readonly form: SignInForm;
    readonly fields: SignInFields;
}): React.ReactElement | null {
    const others = methods.filter(({ kind }) => isOffered(kind, mode));
    if (others.length === 0) {
        return null;
    }
    return (
        <div
            className="sanyam-sign-in-methods"
            role="group"
            aria-label={nls.localize('sanyam/auth/otherWays', 'Other Ways to Sign In')}
        >
            {mode !== 'choose' && (
                <span className="sanyam-sign-in-or" aria-hidden="true">
                    {nls.localize('sanyam/auth/or', 'or')}
                </span>
            )}
            {others.map(method => (
                <button
                    key={method.id}
                    type="button"
                    className="theia-button secondary"
                    disabled={phase === 'busy'}
                    onClick={() => void form.choose(method)}
                >
                    <span className={codicon(method.icon)} aria-hidden="true" />
                    <span className="sanyam-sign-in-method">{method.label}</span>
                    {method.kind === 'oauth' && method.tiers?.map(tier => <TierBadge key={tier} tier={tier} />)}
                </button>
            ))}
        </div>
    );
}

/** Says that a plan has a way to sign in. Who has another plan can choose it, and learns of the plan then. */
function TierBadge({ tier }: { readonly tier: string }): React.ReactElement {
    const name = tier.charAt(0).toUpperCase() + tier.slice(1);
    return (
        <>
            {/* Parts the words for screen readers. */}{' '}
            <span
                className="sanyam-sign-in-tier"
                title={nls.localize('sanyam/auth/tierOnly', 'The plan “{0}” includes this way to sign in.', name)}
            >
                {name}
            </span>
        </>
    );
}

/** A form that waits for a code or a new password offers no other way. */
function isOffered(kind: SignInMethod['kind'], mode: SignInFields['mode']): boolean {
    switch (mode) {
        case 'sign-in':
        case 'sign-up':
            return kind !== 'password';
        case 'link':
            return kind !== 'link' && kind !== 'password';
        case 'choose':
            return true;
        default:
            return false;
    }
}
