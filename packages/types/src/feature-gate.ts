// SPDX-License-Identifier: MIT

import type { Subscribe } from './auth-session';
import type { TierLimits } from './tier-limits';

/**
 * The one place to ask what the user's tier allows. A feature is a flag of the tier's row without `has_`, such as
 * `document_sharing`, or a {@link FeatureRegistration} of a package. If both exist, the flag decides: an operator sets it.
 *
 * Not bound without `@sanyam/licensing`: then the IDE offers every feature, and only the database decides.
 */
export const FeatureGate = Symbol('FeatureGate');
export interface FeatureGate {
    /** Answers at once from what is known. False until the tier is known, and while nobody is signed in. */
    isFeatureEnabled(featureId: string): boolean;
    /** Fires after an answer of {@link isFeatureEnabled}, or the limits, have changed. */
    readonly onDidChange: Subscribe<void>;
    /**
     * Returns the row of the user's tier. Features are known when it resolves.
     *
     * @throws CloudError when the tier cannot be read
     */
    getTierLimits(): Promise<TierLimits>;
    /**
     * Reads the tier again, for example before an operation is refused: the user may have upgraded in another window.
     *
     * @throws CloudError when the tier cannot be read
     */
    refresh(): Promise<void>;
}
