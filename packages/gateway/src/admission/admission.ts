// SPDX-License-Identifier: MIT

import type { DatabaseSession } from '@sanyam/store';
import { CloudError, type FeatureDetails, type RequestWindow, type TierLimits } from '@sanyam/types';
import type { Caller, Credentials } from '../identity/caller';
import { unauthorized } from '../identity/unauthorized';

/** Begins the admission of each request. There is one for each way to the database. */
export interface Admissions {
    begin(credentials: Credentials): Admission;
}

/** The admission of one request, which is counted once. */
export interface Admission {
    /**
     * Counts the request and reads the plan.
     *
     * @throws CloudError UNAUTHORIZED, FEATURE_NOT_AVAILABLE for a key when its owner's tier has no keys
     */
    admit(): Promise<AdmittedRequest>;
    /**
     * For a request that only reads: its first call counts the request, in the same round trip where the way to the
     * database allows it.
     *
     * @throws CloudError RATE_LIMIT_EXCEEDED, and what {@link admit} throws
     */
    readonly session: DatabaseSession;
}

/** A request that was counted. */
export interface AdmittedRequest {
    readonly caller: Caller;
    readonly window: RequestWindow;
    /** False when the hour is used up. */
    readonly allowed: boolean;
    /** Undefined when a call counted the request: reading the plan as well takes longer. */
    readonly plan: Plan | undefined;
    /** Calls the database as the caller and as nobody else. */
    readonly session: DatabaseSession;
}

/** The caller's plan at the moment of the request. */
export interface Plan {
    readonly limits: TierLimits;
    readonly upgradeUrl: string | null;
}

/** @throws CloudError RATE_LIMIT_EXCEEDED */
export function requireAllowed({ allowed, window: { limit, reset_at: resetAt } }: AdmittedRequest): void {
    if (!allowed) {
        throw new CloudError(
            'RATE_LIMIT_EXCEEDED',
            `Your plan has ${limit} requests an hour, and they are used up. Try again later, or upgrade.`,
            { limit, reset_at: resetAt }
        );
    }
}

/** Why a key opens nothing. */
export type KeyRefusal =
    | { readonly status: 'unknown' | 'revoked' | 'expired' }
    | { readonly status: 'not_available'; readonly refusal: FeatureDetails };

/** What the one who shows such a key is told: of a revoked one, too, since its owner must know. */
export function keyRefused(key: KeyRefusal): CloudError {
    if (key.status === 'not_available') {
        return new CloudError('FEATURE_NOT_AVAILABLE', 'The plan of this key’s owner has no API keys.', {
            ...key.refusal
        });
    }
    return unauthorized(key.status === 'unknown' ? 'invalid' : key.status);
}
