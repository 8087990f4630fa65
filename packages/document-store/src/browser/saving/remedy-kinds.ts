// SPDX-License-Identifier: MIT

import { CloudError, readOnlyDetailsSchema } from '@sanyam/types';
import type { PlanPart } from './plan-room';
import { isTransient } from './save-state';

export type RemedyKind = 'sign-in-as' | 'restore' | 'show-plans' | 'save-on-disk' | 'save-as-new';

/**
 * Returns what helps a user whose text the cloud refuses, the most helpful first. An error that passes by itself needs
 * nothing.
 *
 * @param isOfFormerUser whether somebody else is signed in than the user who typed the text
 * @param plan what the user's plan has to do with it, if it is known
 */
export function remedyKinds(
    error: unknown,
    isOfFormerUser: boolean,
    plan: Pick<PlanPart, 'isOwnLimit' | 'hasRoom'> = { isOwnLimit: false, hasRoom: true }
): RemedyKind[] {
    if (isTransient(error)) {
        return [];
    }
    const kinds: RemedyKind[] = isOfFormerUser ? ['sign-in-as'] : [];
    if (CloudError.is(error, 'DOCUMENT_READ_ONLY')) {
        const details = readOnlyDetailsSchema.safeParse(error.details).data;
        kinds.push(...(details?.reason === 'trashed' ? (['restore'] as const) : []));
    }
    if (plan.isOwnLimit) {
        kinds.push('show-plans');
    }
    kinds.push('save-on-disk');
    if (plan.hasRoom && !needsAnotherAccount(error)) {
        kinds.push('save-as-new');
    }
    return kinds;
}

/** A new document would be refused as well. */
function needsAnotherAccount(error: unknown): boolean {
    return (
        error instanceof CloudError &&
        ['UNAUTHORIZED', 'DOCUMENT_TOO_LARGE', 'TIER_LIMIT_EXCEEDED', 'FEATURE_NOT_AVAILABLE'].includes(error.code)
    );
}
