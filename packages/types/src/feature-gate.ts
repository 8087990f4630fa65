// SPDX-License-Identifier: MIT

import type { TierLimits } from './tier-limits';

/**
 * The one place to ask what the user may do. A feature's id is the name of its flag in the tier's row without
 * `has_`: `document_sharing`, `api_keys`. Not bound where `@sanyam/licensing` is not installed: then every
 * feature is on offer, and the database alone decides.
 */
export const FeatureGate = Symbol('FeatureGate');
export interface FeatureGate {
    /** @throws CloudError when the tier cannot be read */
    isFeatureEnabled(featureId: string): Promise<boolean>;
    /** @throws CloudError when the tier cannot be read */
    getTierLimits(): Promise<TierLimits>;
}
