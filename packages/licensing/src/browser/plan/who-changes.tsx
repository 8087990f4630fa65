// SPDX-License-Identifier: MIT

import { nls } from '@theia/core/lib/common/nls';
import * as React from '@theia/core/shared/react';
import type { PlanActions } from './plan-actions';
import type { PlanFacts } from './plan-state';

interface WhoChangesProperties {
    readonly facts: PlanFacts;
    readonly actions: PlanActions;
    /** The plan that the user wants. Without it, the next larger one. */
    readonly tier?: string | undefined;
}

/** Says how the plan changes where none can be bought. */
export function WhoChanges({ facts: { account, tiers }, actions, tier }: WhoChangesProperties): React.ReactElement {
    const place = tiers.findIndex(row => row.tier === account.tier_limits.tier);
    const wanted = tier ?? tiers[place + 1]?.tier;
    const command = wanted === undefined ? undefined : actions.commandFor(account.profile.email, wanted);
    if (wanted === undefined || command === undefined) {
        return (
            <p className="sanyam-page-hint">
                {nls.localize(
                    'sanyam/plan/whoChanges',
                    'Plans cannot be bought here. To change yours, contact the administrator of the cloud at {0}.',
                    actions.cloudName
                )}
            </p>
        );
    }
    return (
        <div className="sanyam-page-hint">
            <p>
                {nls.localize(
                    'sanyam/plan/ownCommand',
                    'Plans cannot be bought here. In your own local cloud, this command gives you the plan “{0}”. Run it in the folder of “npm start”:',
                    wanted
                )}
            </p>
            <pre>
                <code>{command}</code>
            </pre>
        </div>
    );
}
