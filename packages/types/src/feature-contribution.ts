// SPDX-License-Identifier: MIT

import { z } from 'zod';
import { tierSchema } from './tier-limits';

/** Longer ids are a mistake. The longest flag of `tier_limits` has 22 characters. */
const MAX_FEATURE_ID_LENGTH = 100;

/**
 * A feature that a package declares. Tiers that are at least as large as `requiredTier` have it. A tier that does not
 * exist gives it to nobody.
 */
export const featureRegistrationSchema = z.strictObject({
    /** Unique. Begin with the name of your package, such as `acme.outline`. It is also a part of a context key. */
    featureId: z
        .string()
        .max(MAX_FEATURE_ID_LENGTH, `The id of a feature has at most ${MAX_FEATURE_ID_LENGTH} characters.`)
        .regex(
            /^[a-z][a-z0-9]*(?:[._-][a-z0-9]+)*$/,
            'The id of a feature has small letters and digits, in parts with “.”, “_” or “-” between them.'
        ),
    requiredTier: tierSchema
});
export type FeatureRegistration = z.infer<typeof featureRegistrationSchema>;

export const featureContributionSchema = z.object({
    packageName: z.string().min(1, 'Name the package, so that messages can name it.'),
    features: z.array(featureRegistrationSchema)
});

/**
 * Declares the features of a package that depend on the tier. Bind as many as you like. The {@link FeatureGate} reads
 * them when it is created, and throws if they are invalid, or if two need different tiers for the same feature.
 */
export const FeatureContribution = Symbol('FeatureContribution');
export interface FeatureContribution {
    /** The name of the package on npm. Messages about a conflict name it. */
    readonly packageName: string;
    readonly features: readonly FeatureRegistration[];
}
