// SPDX-License-Identifier: MIT

import type { DatabaseSession } from '@sanyam/store';
import { CloudError, type FeatureDetails, type RequestWindow, type TierLimits } from '@sanyam/types';
import type { Caller, Credentials } from '../identity/caller';
import { unauthorized } from '../identity/unauthorized';
import type { Visit } from './visit';

/** Admits requests. There is an implementation for PostgREST and one for direct connections. */
export interface Admissions {
    /** @param visit decides when the request may call the database */
    begin(credentials: Credentials, visit: FairVisit): Admission;
}

/** The part of a {@link Visit} that an admission needs. */
export type FairVisit = Pick<Visit, 'run' | 'runCounting'>;

/** The admission of one request. It counts the request once. */
export interface Admission {
    /**
     * Counts the request and reads the plan.
     *
     * @throws CloudError UNAUTHORIZED, FEATURE_NOT_AVAILABLE for a key if its owner's tier has no keys
     */
    admit(): Promise<AdmittedRequest>;
    /**
     * A session for a request that only reads. Its first call also counts the request, over a direct connection in
     * the same round trip.
     *
     * @throws CloudError RATE_LIMIT_EXCEEDED, and what {@link admit} throws
     */
    readonly session: DatabaseSession;
}

/** A counted request. */
export interface AdmittedRequest {
    readonly caller: Caller;
    readonly window: RequestWindow;
    /** False if the request exceeds the limit of the hour. */
    readonly allowed: boolean;
    /**
     * Undefined if the first call of {@link Admission.session} counted the request, which is faster without the plan.
     */
    readonly plan: Plan | undefined;
    /** Calls the database's functions as the caller. */
    readonly session: DatabaseSession;
}

/** The caller's plan at the time of the request. */
export interface Plan {
    readonly limits: TierLimits;
    readonly upgradeUrl: string | null;
    /** True if every user of this server has this plan, so that nobody can upgrade. */
    readonly isForEveryone?: boolean;
}

/** @throws CloudError RATE_LIMIT_EXCEEDED */
export function requireAllowed({ allowed, window: { limit, reset_at: resetAt } }: AdmittedRequest): void {
    if (!allowed) {
        throw new CloudError(
            'RATE_LIMIT_EXCEEDED',
            `You have used the ${limit} requests per hour of your plan. Try again later, or upgrade your plan.`,
            { limit, reset_at: resetAt }
        );
    }
}

/** The reason why a key is not accepted. */
export type KeyRefusal =
    | { readonly status: 'unknown' | 'revoked' | 'expired' }
    | { readonly status: 'not_available'; readonly refusal: FeatureDetails };

/** Returns the error for a key that is not accepted. It says whether the key is revoked or expired. */
export function keyRefused(key: KeyRefusal): CloudError {
    if (key.status === 'not_available') {
        return new CloudError('FEATURE_NOT_AVAILABLE', 'The plan of this key’s owner does not include API keys.', {
            ...key.refusal
        });
    }
    return unauthorized(key.status === 'unknown' ? 'invalid' : key.status);
}
