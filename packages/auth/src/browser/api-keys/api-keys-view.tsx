// SPDX-License-Identifier: MIT

import { codicon } from '@theia/core/lib/browser/widgets/widget';
import { nls } from '@theia/core/lib/common/nls';
import * as React from '@theia/core/shared/react';
import type { ApiKeysActions } from './api-keys-actions';
import type { ApiKeysModel } from './api-keys-model';
import { KeyCard } from './key-card';
import { NewKeyForm } from './new-key-form';
import { SecretPanel } from './secret-panel';

export interface ApiKeysViewProperties {
    readonly model: ApiKeysModel;
    readonly actions: ApiKeysActions;
    /** The color theme, for charts. */
    readonly theme: string;
}

/** The page about API keys: a new secret, the form for a new key, and all keys. */
export function ApiKeysView(properties: ApiKeysViewProperties): React.ReactElement {
    const { model, actions } = properties;
    return (
        <main className="sanyam-keys" aria-labelledby="sanyam-keys-name" aria-busy={model.isBusy}>
            <header>
                <h1 id="sanyam-keys-name">{nls.localize('sanyam/apiKeys/command', 'API Keys')}</h1>
                {model.isSignedIn && (
                    <button
                        type="button"
                        className="theia-button secondary"
                        disabled={model.isBusy}
                        onClick={() => void model.refresh()}
                    >
                        {nls.localizeByDefault('Refresh')}
                    </button>
                )}
            </header>
            <p className="sanyam-keys-hint">
                {nls.localize(
                    'sanyam/apiKeys/purpose',
                    'Scripts and programs use a key instead of your password. A key can do only what its scopes allow. No key can create, rotate or revoke keys.'
                )}
            </p>
            {model.isSignedIn ? (
                <SignedIn {...properties} />
            ) : (
                <p>
                    {nls.localize('sanyam/apiKeys/signIn', 'Sign in to see your API keys.')}{' '}
                    <button type="button" className="theia-button main" onClick={() => void actions.signIn()}>
                        {nls.localize('sanyam/auth/signIn', 'Sign In')}
                    </button>
                </p>
            )}
        </main>
    );
}

function SignedIn(properties: ApiKeysViewProperties): React.ReactElement {
    const { model, actions } = properties;
    const { keys, error, plan, created } = model;
    const active = keys?.filter(({ status }) => status === 'active') ?? [];
    const ended = keys?.filter(({ status }) => status !== 'active') ?? [];
    return (
        <>
            <div role="status">
                {keys === undefined && error === undefined && (
                    <p>{nls.localize('sanyam/apiKeys/loading', 'Loading your API keys…')}</p>
                )}
                {error !== undefined && (
                    <p className="sanyam-keys-problem">
                        <span className={codicon('error')} aria-hidden="true" />
                        {nls.localize(
                            'sanyam/apiKeys/loadFailed',
                            'Could not list your API keys. {0}',
                            actions.reasonOf(error)
                        )}
                        <button
                            type="button"
                            className="theia-button secondary"
                            disabled={model.isBusy}
                            onClick={() => void model.refresh()}
                        >
                            {nls.localizeByDefault('Try Again')}
                        </button>
                    </p>
                )}
            </div>
            {created.map(each => (
                <SecretPanel key={each.id} created={each} actions={actions} dismiss={() => model.dismiss(each.id)} />
            ))}
            {plan?.hasKeys === false && <WithoutFeature plan={plan.name} showPlans={actions.showPlans} />}
            {plan?.hasKeys === true && <NewKeyForm isBusy={model.isBusy} create={request => actions.create(request)} />}
            {keys && (
                <section aria-labelledby="sanyam-keys-active">
                    <h2 id="sanyam-keys-active">{nls.localize('sanyam/apiKeys/active', 'Your keys')}</h2>
                    {active.length === 0 ? (
                        <p className="sanyam-keys-hint">
                            {nls.localize('sanyam/apiKeys/none', 'You have no active API keys.')}
                        </p>
                    ) : (
                        <ul>
                            {active.map(key => (
                                <KeyCard key={key.id} apiKey={key} {...properties} />
                            ))}
                        </ul>
                    )}
                </section>
            )}
            {ended.length > 0 && (
                <details>
                    <summary>
                        {nls.localize('sanyam/apiKeys/ended', 'Keys that no longer work: {0}', ended.length)}
                    </summary>
                    <ul>
                        {ended.map(key => (
                            <KeyCard key={key.id} apiKey={key} {...properties} />
                        ))}
                    </ul>
                </details>
            )}
            {model.hasMore && (
                <button
                    type="button"
                    className="theia-button secondary"
                    disabled={model.isBusy}
                    onClick={() => void actions.loadMore()}
                >
                    {nls.localize('sanyam/apiKeys/more', 'Show Older Keys')}
                </button>
            )}
        </>
    );
}

function WithoutFeature({
    plan,
    showPlans
}: {
    readonly plan: string;
    readonly showPlans: (() => Promise<void>) | undefined;
}): React.ReactElement {
    return (
        <p className="sanyam-keys-notice">
            {nls.localize('sanyam/apiKeys/notIncluded', 'Your plan ({0}) does not include API keys.', plan)}{' '}
            {showPlans && (
                <button type="button" className="theia-button main" onClick={() => void showPlans()}>
                    {nls.localize('sanyam/apiKeys/howToUpgrade', 'How to Upgrade')}
                </button>
            )}
        </p>
    );
}
