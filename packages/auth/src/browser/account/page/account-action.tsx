// SPDX-License-Identifier: MIT

import * as React from '@theia/core/shared/react';

export interface AccountActionProperties {
    readonly label: string;
    /** What screen readers say, where the label alone does not tell what it is about. */
    readonly description?: string;
    readonly isDangerous?: boolean;
    readonly run: () => Promise<unknown>;
    /** Returns what to say about a failure. */
    readonly reasonOf: (error: unknown) => string;
}

/** A button of the account page, and why its action failed. */
export function AccountAction({
    label,
    description,
    isDangerous,
    run,
    reasonOf
}: AccountActionProperties): React.ReactElement {
    const [isBusy, setBusy] = React.useState(false);
    const [failure, setFailure] = React.useState('');
    const button = React.useRef<HTMLButtonElement>(null);
    const perform = async (): Promise<void> => {
        if (isBusy) {
            return;
        }
        setBusy(true);
        setFailure('');
        try {
            await run();
        } catch (error) {
            setFailure(reasonOf(error));
        } finally {
            setBusy(false);
            // A question that was answered leaves the focus at what is around the button.
            if (button.current && document.activeElement?.contains(button.current)) {
                button.current.focus({ preventScroll: true });
            }
        }
    };
    return (
        <>
            <button
                ref={button}
                type="button"
                className={`theia-button ${isDangerous ? 'sanyam-account-danger' : 'secondary'}`}
                aria-label={description}
                // Not “disabled”, with which it would lose the focus.
                aria-disabled={isBusy}
                onClick={() => void perform()}
            >
                {label}
            </button>
            <p role="status" className="sanyam-account-error">
                {failure}
            </p>
        </>
    );
}
