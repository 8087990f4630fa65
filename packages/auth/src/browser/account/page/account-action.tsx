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
    const perform = async (): Promise<void> => {
        setBusy(true);
        setFailure('');
        try {
            await run();
        } catch (error) {
            setFailure(reasonOf(error));
        } finally {
            setBusy(false);
        }
    };
    return (
        <>
            <button
                type="button"
                className={`theia-button ${isDangerous ? 'sanyam-account-danger' : 'secondary'}`}
                aria-label={description}
                disabled={isBusy}
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
