// SPDX-License-Identifier: MIT

import type { ApiKeyRequest } from '@sanyam/store';
import { API_KEY_SCOPES, type ApiKeyScope } from '@sanyam/types';
import { nls } from '@theia/core/lib/common/nls';
import * as React from '@theia/core/shared/react';
import { SCOPE_TEXTS } from './key-texts';

/** Days for which a new key can be valid. 0: it does not expire. */
const LIFETIMES = [7, 30, 90, 365, 0];

/** Long enough for a script that somebody looks after, short enough for one that is forgotten. */
const USUAL_LIFETIME = 90;

/** The least that is of use. */
const USUAL_SCOPES: readonly ApiKeyScope[] = ['documents:read'];

interface NewKeyFormProperties {
    readonly isBusy: boolean;
    /** Returns whether the key was made. */
    readonly create: (request: ApiKeyRequest) => Promise<boolean>;
}

/** The form for a new key. It keeps what was typed until the key is made. */
export function NewKeyForm({ isBusy, create }: NewKeyFormProperties): React.ReactElement {
    const [name, setName] = React.useState('');
    const [scopes, setScopes] = React.useState<readonly ApiKeyScope[]>(USUAL_SCOPES);
    const [days, setDays] = React.useState(USUAL_LIFETIME);
    const submit = async (): Promise<void> => {
        if (await create({ name, scopes, ...(days === 0 ? {} : { expires_in_days: days }) })) {
            setName('');
            setScopes(USUAL_SCOPES);
            setDays(USUAL_LIFETIME);
        }
    };
    const toggle = (scope: ApiKeyScope): void =>
        setScopes(API_KEY_SCOPES.filter(each => (each === scope) !== scopes.includes(each)));
    return (
        <section aria-labelledby="sanyam-keys-new">
            <h2 id="sanyam-keys-new">{nls.localize('sanyam/apiKeys/new', 'New key')}</h2>
            <form
                onSubmit={event => {
                    event.preventDefault();
                    void submit();
                }}
            >
                <div className="sanyam-key-row">
                    <label className="sanyam-key-name">
                        <span>{nls.localize('sanyam/apiKeys/name', 'Name')}</span>
                        <input
                            className="theia-input"
                            required
                            maxLength={100}
                            autoComplete="off"
                            spellCheck={false}
                            placeholder={nls.localize('sanyam/apiKeys/example', 'nightly backup')}
                            value={name}
                            onChange={event => setName(event.currentTarget.value)}
                        />
                    </label>
                    <label>
                        <span>{nls.localize('sanyam/apiKeys/lifetime', 'Valid for')}</span>
                        <select
                            className="theia-select"
                            value={days}
                            onChange={event => setDays(Number(event.currentTarget.value))}
                        >
                            {LIFETIMES.map(each => (
                                <option key={each} value={each}>
                                    {each === 0
                                        ? nls.localize('sanyam/apiKeys/noExpiry', 'Does not expire')
                                        : nls.localize('sanyam/apiKeys/days', '{0} days', each)}
                                </option>
                            ))}
                        </select>
                    </label>
                </div>
                <fieldset>
                    <legend>{nls.localize('sanyam/apiKeys/scopes', 'Scopes: what the key may do')}</legend>
                    {API_KEY_SCOPES.map(scope => (
                        <label key={scope}>
                            <input type="checkbox" checked={scopes.includes(scope)} onChange={() => toggle(scope)} />
                            <span>
                                <code>{scope}</code> {SCOPE_TEXTS[scope]}
                            </span>
                        </label>
                    ))}
                </fieldset>
                <button type="submit" className="theia-button main" disabled={isBusy || scopes.length === 0}>
                    {nls.localize('sanyam/apiKeys/create', 'Create Key')}
                </button>
                {scopes.length === 0 && (
                    <p role="status">{nls.localize('sanyam/apiKeys/chooseScope', 'Choose at least one scope.')}</p>
                )}
            </form>
        </section>
    );
}
