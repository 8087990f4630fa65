// SPDX-License-Identifier: MIT

import type { DatabaseSession } from '@sanyam/store';
import { CloudError, type FeatureDetails, type RequestWindow, type TierLimits } from '@sanyam/types';
import type { Caller, Credentials } from '../identity/caller';
import { unauthorized } from '../identity/unauthorized';

/** Begins the admission of each request. There is one for each way to the database. */
export interface Admissions {
    begin(credentials: Credentials): Admission;
}

/** A request at the door: it is counted once, and what it calls runs as its caller and as nobody else. */
export interface Admission {
    /**
     * Lets the request in, unless that has been done.
     *
     * @throws CloudError UNAUTHORIZED, FEATURE_NOT_AVAILABLE for a key whose owner's tier has none
     */
    admit(): Promise<AdmittedRequest>;
    /** Its first call lets the request in, if nobody has. @throws CloudError RATE_LIMIT_EXCEEDED, and as `admit` */
    readonly session: DatabaseSession;
}

/** A request that was counted. */
export interface AdmittedRequest {
    readonly caller: Caller;
    readonly window: RequestWindow;
    /** False when the hour is used up. */
    readonly allowed: boolean;
    /** Not read where a call let the request in, which takes longer with it. */
    readonly plan: Plan | undefined;
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
