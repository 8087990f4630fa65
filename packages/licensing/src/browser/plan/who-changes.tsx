// SPDX-License-Identifier: MIT

import * as React from '@theia/core/shared/react';
import type { PlanActions } from './plan-actions';
import { planAdvice } from './plan-advice';
import type { PlanFacts } from './plan-state';

interface WhoChangesProperties {
    readonly facts: PlanFacts;
    readonly actions: PlanActions;
    /** The plan that the user wants. Without it, the next larger one. */
    readonly tier?: string | undefined;
}

/** Says how a plan changes that cannot be bought. */
export function WhoChanges({ facts, actions, tier }: WhoChangesProperties): React.ReactElement {
    const { sentence, command } = planAdvice(facts, actions, tier);
    if (command === undefined) {
        return <p className="sanyam-page-hint">{sentence}</p>;
    }
    return (
        <div className="sanyam-page-hint">
            <p>{sentence}</p>
            <pre>
                <code>{command}</code>
            </pre>
        </div>
    );
}
