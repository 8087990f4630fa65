// SPDX-License-Identifier: MIT

import * as React from '@theia/core/shared/react';
import { describeError } from '../../describe-error';

export interface AccountFormProperties {
    readonly id: string;
    readonly label: string;
    readonly action: string;
    /** What the field has at first. */
    readonly initial?: string;
    readonly hint?: string;
    readonly type?: 'text' | 'password';
    readonly autoComplete?: string;
    readonly isDangerous?: boolean;
    readonly canSend?: (value: string) => boolean;
    /** Returns what is wrong with a text that is being typed. */
    readonly problemOf?: (value: string) => string | undefined;
    /** Sends the text. Returns what to say about it. */
    readonly send: (value: string) => Promise<string>;
}

/** A form of the account page: one field, one button, and what came of it. */
export function AccountForm(properties: AccountFormProperties): React.ReactElement {
    const { id, label, action, initial = '', hint, type = 'text', isDangerous, canSend, problemOf, send } = properties;
    const [value, setValue] = React.useState(initial);
    const [isBusy, setBusy] = React.useState(false);
    const [outcome, setOutcome] = React.useState<{ readonly text: string; readonly isError: boolean }>();
    const problem = problemOf?.(value);
    const shown = problem === undefined ? outcome : { text: problem, isError: true };
    const submit = async (): Promise<void> => {
        setBusy(true);
        setOutcome(undefined);
        try {
            setOutcome({ text: await send(value), isError: false });
            if (type === 'password') {
                setValue('');
            }
        } catch (error) {
            setOutcome({ text: describeError(error).message, isError: true });
        } finally {
            setBusy(false);
        }
    };
    return (
        <form
            noValidate
            aria-busy={isBusy}
            onSubmit={event => {
                event.preventDefault();
                void submit();
            }}
        >
            <label htmlFor={id}>{label}</label>
            <div className="sanyam-account-row">
                <input
                    id={id}
                    className="theia-input"
                    type={type}
                    autoComplete={properties.autoComplete ?? 'off'}
                    spellCheck={false}
                    readOnly={isBusy}
                    aria-describedby={`${id}-hint ${id}-outcome`}
                    aria-invalid={shown?.isError ?? false}
                    value={value}
                    onChange={event => {
                        setValue(event.currentTarget.value);
                        // It is about the text before.
                        setOutcome(undefined);
                    }}
                />
                <button
                    type="submit"
                    className={`theia-button ${isDangerous ? 'sanyam-account-danger' : 'secondary'}`}
                    disabled={isBusy || problem !== undefined || !(canSend?.(value) ?? value !== '')}
                >
                    {action}
                </button>
            </div>
            <p id={`${id}-hint`} className="sanyam-account-hint">
                {hint}
            </p>
            <p
                id={`${id}-outcome`}
                role="status"
                className={shown?.isError ? 'sanyam-account-error' : 'sanyam-account-notice'}
            >
                {shown?.text}
            </p>
        </form>
    );
}
