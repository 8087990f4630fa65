// SPDX-License-Identifier: MIT

import { codicon } from '@theia/core/lib/browser/widgets/widget';
import { nls } from '@theia/core/lib/common/nls';
import * as React from '@theia/core/shared/react';

interface PasswordFieldProperties {
    readonly inputRef: React.RefObject<HTMLInputElement>;
    readonly id: string;
    /** Whether the user chooses a password. Otherwise, the user enters the present one. */
    readonly isNew: boolean;
    readonly readOnly: boolean;
    readonly value: string;
    readonly onChange: (value: string) => void;
    readonly 'aria-invalid': boolean;
    readonly 'aria-describedby': string | undefined;
}

/** A field for a password, with a button that shows what is typed. */
export function PasswordField({
    inputRef,
    isNew,
    onChange,
    ...attributes
}: PasswordFieldProperties): React.ReactElement {
    const [isShown, setShown] = React.useState(false);
    const show = nls.localize('sanyam/auth/showPassword', 'Show Password');
    return (
        <div className="sanyam-sign-in-password">
            <input
                ref={inputRef}
                name="password"
                className="theia-input"
                type={isShown ? 'text' : 'password'}
                autoComplete={isNew ? 'new-password' : 'current-password'}
                autoCapitalize="off"
                spellCheck={false}
                required
                onChange={event => onChange(event.currentTarget.value)}
                {...attributes}
            />
            <button
                type="button"
                className={`sanyam-sign-in-toggle ${codicon(isShown ? 'eye-closed' : 'eye')}`}
                title={isShown ? nls.localize('sanyam/auth/hidePassword', 'Hide Password') : show}
                aria-label={show}
                aria-pressed={isShown}
                onClick={() => setShown(!isShown)}
            />
        </div>
    );
}
