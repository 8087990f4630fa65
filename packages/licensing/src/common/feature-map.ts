// SPDX-License-Identifier: MIT

import { type FeatureContribution, featureContributionSchema } from '@sanyam/types';
import { z } from 'zod';
import type { License } from './license';

interface Declaration {
    readonly requiredTier: string;
    readonly packageName: string;
}

/** The features that packages declare, and who may use them. */
export class FeatureMap {
    private readonly declarations = new Map<string, Declaration>();

    /** @throws Error that names the packages if a contribution is invalid, or if two contradict each other */
    constructor(contributions: readonly FeatureContribution[]) {
        for (const contribution of contributions) {
            this.add(contribution);
        }
    }

    /** The ids of the features of packages and of the flags. */
    ids(license: License | undefined): ReadonlySet<string> {
        return new Set([...this.declarations.keys(), ...(license?.flags.keys() ?? [])]);
    }

    isDeclared(featureId: string): boolean {
        return this.declarations.has(featureId);
    }

    /** The flag of the row decides, if there is one: an operator sets it. */
    isEnabled(featureId: string, license: License | undefined): boolean {
        const declaration = this.declarations.get(featureId);
        const byTier = declaration !== undefined && license?.includedTiers.includes(declaration.requiredTier) === true;
        return license?.flags.get(featureId) ?? byTier;
    }

    private add(contribution: FeatureContribution): void {
        const checked = featureContributionSchema.safeParse(contribution);
        if (!checked.success) {
            throw new Error(`Features of ${nameOf(contribution)} are invalid:\n${z.prettifyError(checked.error)}`);
        }
        const { packageName, features } = checked.data;
        for (const { featureId, requiredTier } of features) {
            const first = this.declarations.get(featureId);
            if (first !== undefined && first.requiredTier !== requiredTier) {
                throw new Error(
                    `The feature ${featureId} needs the tier ${first.requiredTier} in ${first.packageName}, ` +
                        `and ${requiredTier} in ${packageName}. Rename one, or declare the same tier.`
                );
            }
            this.declarations.set(featureId, first ?? { requiredTier, packageName });
        }
    }
}

/** A contribution may be anything: packages that no compiler checked bind them, too. */
function nameOf(contribution: unknown): string {
    const named = featureContributionSchema.pick({ packageName: true }).safeParse(contribution);
    return named.success ? named.data.packageName : 'a package without a name';
}
