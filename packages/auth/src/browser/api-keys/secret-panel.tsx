// SPDX-License-Identifier: MIT

import { type NewApiKey, withVisibleCharacters } from '@sanyam/types';
import { nls } from '@theia/core/lib/common/nls';
import * as React from '@theia/core/shared/react';
import type { ApiKeysActions } from './api-keys-actions';

interface SecretPanelProperties {
    readonly created: NewApiKey;
    readonly actions: ApiKeysActions;
    readonly dismiss: () => void;
}

/** A new secret, which is shown once. */
export function SecretPanel({ created, actions, dismiss }: SecretPanelProperties): React.ReactElement {
    const [isCopied, setCopied] = React.useState<boolean>();
    const id = `sanyam-key-secret-${created.id}`;
    const field = React.useRef<HTMLInputElement>(null);
    React.useEffect(() => {
        field.current?.focus();
        field.current?.select();
    }, []);
    const copy = async (): Promise<void> => setCopied(await actions.copy(created.secret));
    return (
        <section className="sanyam-key-secret" aria-labelledby={id}>
            <h2 id={id}>
                {nls.localize('sanyam/apiKeys/secretTitle', 'The new key “{0}”', withVisibleCharacters(created.name))}
            </h2>
            <p>
                {nls.localize(
                    'sanyam/apiKeys/secretHint',
                    'Copy it now, and keep it as a password. Sanyam stores no copy and cannot show it again.'
                )}
            </p>
            <div className="sanyam-key-row">
                <input
                    ref={field}
                    className="theia-input"
                    readOnly
                    spellCheck={false}
                    autoComplete="off"
                    aria-label={nls.localize('sanyam/apiKeys/secret', 'Secret')}
                    value={created.secret}
                    onFocus={event => event.currentTarget.select()}
                />
                <button type="button" className="theia-button main" onClick={() => void copy()}>
                    {nls.localizeByDefault('Copy')}
                </button>
                <button type="button" className="theia-button secondary" onClick={dismiss}>
                    {nls.localize('sanyam/apiKeys/done', 'Done')}
                </button>
            </div>
            <p role="status">
                {isCopied === true && nls.localize('sanyam/apiKeys/copied', 'Copied.')}
                {isCopied === false &&
                    nls.localize(
                        'sanyam/apiKeys/notCopied',
                        'Could not copy the secret. Select it, and copy it with the keyboard.'
                    )}
            </p>
        </section>
    );
}
