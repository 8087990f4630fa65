// SPDX-License-Identifier: MIT

import { type ApiKey, withVisibleCharacters } from '@sanyam/types';
import { nls } from '@theia/core/lib/common/nls';
import * as React from '@theia/core/shared/react';
import type { ApiKeysViewProperties } from './api-keys-view';
import { USAGE_DAYS } from './api-keys-model';
import { daysOf, factsOf, rotationText, visiblePart } from './key-texts';
import { RotateForm } from './rotate-form';
import { UsageChart } from './usage-chart';

interface KeyCardProperties extends ApiKeysViewProperties {
    readonly apiKey: ApiKey;
}

/** A key with its facts, its use by day, and what can be done with it. */
export function KeyCard({ apiKey, model, actions, theme }: KeyCardProperties): React.ReactElement {
    const [open, setOpen] = React.useState<'usage' | 'rotate'>();
    const name = withVisibleCharacters(apiKey.name);
    const rotation = rotationText(apiKey, model.keys ?? []);
    // Two keys that look alike have buttons that do not sound alike.
    const label = rotation === undefined ? name : `${name} (${visiblePart(apiKey)})`;
    const usage = model.usageOf(apiKey.id);
    const toggle = (part: 'usage' | 'rotate'): void => {
        setOpen(open === part ? undefined : part);
        if (part === 'usage' && open !== part) {
            void actions.showUsage(apiKey);
        }
    };
    return (
        <li className="sanyam-key" aria-label={label}>
            <div className="sanyam-key-head">
                <h3>{name}</h3>
                <code>{visiblePart(apiKey)}_…</code>
            </div>
            {rotation !== undefined && <p>{rotation}</p>}
            <p className="sanyam-key-scopes">
                {apiKey.scopes.map(scope => (
                    <code key={scope}>{scope}</code>
                ))}
            </p>
            <p className="sanyam-keys-hint">{factsOf(apiKey).join(' · ')}</p>
            <div className="sanyam-key-row">
                <button
                    type="button"
                    className="theia-button secondary"
                    aria-label={nls.localize('sanyam/apiKeys/showUseOf', 'Show Use of {0}', label)}
                    aria-expanded={open === 'usage'}
                    onClick={() => toggle('usage')}
                >
                    {nls.localize('sanyam/apiKeys/showUse', 'Show Use')}
                </button>
                {apiKey.status === 'active' && (
                    <>
                        <button
                            type="button"
                            className="theia-button secondary"
                            aria-label={nls.localize('sanyam/apiKeys/rotateOf', 'Rotate {0}…', label)}
                            aria-expanded={open === 'rotate'}
                            disabled={model.plan?.hasKeys !== true}
                            onClick={() => toggle('rotate')}
                        >
                            {nls.localize('sanyam/apiKeys/rotate', 'Rotate…')}
                        </button>
                        <button
                            type="button"
                            className="theia-button secondary"
                            aria-label={nls.localize('sanyam/apiKeys/revokeOf', 'Revoke {0}…', label)}
                            disabled={model.isBusy}
                            onClick={() => void actions.revoke(apiKey)}
                        >
                            {nls.localize('sanyam/apiKeys/revokeButton', 'Revoke…')}
                        </button>
                    </>
                )}
            </div>
            {open === 'usage' && usage && <UsageChart days={daysOf(usage, USAGE_DAYS, Date.now())} theme={theme} />}
            {open === 'rotate' && (
                <RotateForm
                    isBusy={model.isBusy}
                    rotate={async overlap_hours => {
                        if (await actions.rotate(apiKey, { overlap_hours })) {
                            setOpen(undefined);
                        }
                    }}
                />
            )}
        </li>
    );
}
