// SPDX-License-Identifier: MIT

import type { TierLimits } from './tier-limits';

/**
 * The one place to ask which features the user has. The id of a feature is its flag in the tier's row without `has_`:
 * `document_sharing`, `api_keys`. Not bound without `@sanyam/licensing`: then the IDE offers every feature, and only
 * the database decides.
 */
export const FeatureGate = Symbol('FeatureGate');
export interface FeatureGate {
    /** @throws CloudError when the tier cannot be read */
    isFeatureEnabled(featureId: string): Promise<boolean>;
    /** @throws CloudError when the tier cannot be read */
    getTierLimits(): Promise<TierLimits>;
}
