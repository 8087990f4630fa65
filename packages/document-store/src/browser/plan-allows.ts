// SPDX-License-Identifier: MIT

import type { FeatureGate } from '@sanyam/types';

/**
 * Returns whether the user's plan has a feature. Reads the plan again before the answer is no: it may not be known yet,
 * or the user may have just upgraded. Without licensing the answer is yes, and the database decides.
 *
 * @throws CloudError when the plan cannot be read
 */
export async function planAllows(gate: FeatureGate | undefined, featureId: string): Promise<boolean> {
    if (gate === undefined || gate.isFeatureEnabled(featureId)) {
        return true;
    }
    await gate.refresh();
    return gate.isFeatureEnabled(featureId);
}
