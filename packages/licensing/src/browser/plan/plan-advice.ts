// SPDX-License-Identifier: MIT

import { nls } from '@theia/core/lib/common/nls';
import type { PlanActions } from './plan-actions';
import type { PlanFacts } from './plan-state';

/** How a user gets a plan that cannot be bought. */
export interface PlanAdvice {
    readonly sentence: string;
    /** The command that does it. */
    readonly command?: string;
}

/**
 * Returns how a plan changes that cannot be bought here: by a command in the user's own local cloud, elsewhere by the
 * administrator.
 *
 * @param tier the plan that the user wants. Without it, the next larger one.
 */
export function planAdvice(
    { account, tiers, plans }: Pick<PlanFacts, 'account' | 'tiers' | 'plans'>,
    actions: Pick<PlanActions, 'cloudName' | 'isOwnCloud' | 'commandFor'>,
    tier?: string
): PlanAdvice {
    const place = tiers.findIndex(row => row.tier === account.tier_limits.tier);
    const wanted = tier ?? tiers[place + 1]?.tier;
    if (wanted === undefined && actions.isOwnCloud) {
        return {
            sentence: nls.localize(
                'sanyam/plan/largestHere',
                'Plans cannot be bought here. You have the largest plan of your own local cloud. “Change…” shows the command for another one.'
            )
        };
    }
    const command = wanted === undefined ? undefined : actions.commandFor(account.profile.email, wanted);
    if (wanted !== undefined && command !== undefined) {
        const sentence =
            plans === undefined
                ? nls.localize(
                      'sanyam/plan/ownCommand',
                      'Plans cannot be bought here. In your own local cloud, this command gives you the plan “{0}”. Run it in the folder of “npm start”:',
                      wanted
                  )
                : nls.localize(
                      'sanyam/plan/notSoldHere',
                      'This plan cannot be bought. In your own local cloud, this command gives you the plan “{0}”. Run it in the folder of “npm start”:',
                      wanted
                  );
        return { sentence, command };
    }
    return {
        sentence:
            plans === undefined
                ? nls.localize(
                      'sanyam/plan/whoChanges',
                      'Plans cannot be bought here. To change yours, contact the administrator of the cloud at {0}.',
                      actions.cloudName
                  )
                : nls.localize(
                      'sanyam/plan/notSold',
                      'This plan cannot be bought. Contact the administrator of the cloud at {0}.',
                      actions.cloudName
                  )
    };
}
