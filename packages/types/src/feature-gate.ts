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
    /**
     * Gives the user the tier that is left when nothing is paid for any more, and returns its row. The database does all
     * of it in one transaction: documents beyond the limit become read-only, API keys are revoked if the tier has none,
     * shares and versions stay, and nothing is deleted. A plan that holds, and a tier that was set by hand, stay.
     *
     * Only billing can do it, in the gateway.
     *
     * @param reason for the audit log, at most 500 characters
     * @throws CloudError FORBIDDEN in the IDE
     */
    degradeTier(reason: string): Promise<TierLimits>;
}

/** Runs the downgrade of one user in the database, in one transaction. Returns the row of the tier that is left. */
export type TierDowngrade = (reason: string) => Promise<TierLimits>;
