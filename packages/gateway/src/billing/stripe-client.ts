// SPDX-License-Identifier: MIT

import { CloudError } from '@sanyam/types';
import type { Logger } from 'pino';
import Stripe from 'stripe';
import type { BillingSettings } from './billing-settings';

/** Milliseconds that a call may take. Stripe answers most in less than one second. */
const TIMEOUT = 10_000;

/** With these, a call ends in less than a minute, before another gateway tries the same event. */
const RETRIES = 2;

/** Returns a client for Stripe's API. It uses the API version of the SDK, whatever the account's is. */
export function createStripe({ secretKey, apiUrl }: Pick<BillingSettings, 'secretKey' | 'apiUrl'>): Stripe {
    return new Stripe(secretKey, {
        maxNetworkRetries: RETRIES,
        timeout: TIMEOUT,
        telemetry: false,
        appInfo: { name: 'Sanyam' },
        ...(apiUrl === undefined
            ? {}
            : {
                  protocol: apiUrl.protocol === 'http:' ? 'http' : 'https',
                  host: apiUrl.hostname,
                  port: apiUrl.port === '' ? (apiUrl.protocol === 'http:' ? 80 : 443) : Number(apiUrl.port)
              })
    });
}

/** Returns whether Stripe answered that this account has no such thing. */
export function isMissing(error: unknown): boolean {
    return error instanceof Stripe.errors.StripeInvalidRequestError && error.code === 'resource_missing';
}

/** What an error of Stripe says, without its text, which can have a part of the key. */
export interface StripeFailure {
    readonly type: string;
    readonly code?: string | undefined;
    readonly status?: number | undefined;
    /** The parameter that Stripe refuses. */
    readonly param?: string | undefined;
    /** The dashboard of Stripe finds the request by it, with the whole text. */
    readonly request_id?: string | undefined;
}

/** Returns what an error of Stripe says; undefined for another error. */
function failureOf(error: unknown): StripeFailure | undefined {
    if (!(error instanceof Stripe.errors.StripeError)) {
        return undefined;
    }
    const { type, code, statusCode: status, param, requestId } = error;
    return { type, code, status, param, request_id: requestId };
}

/** Returns an error for the log and the database: its kind, but no text of Stripe. */
export function kindOfError(error: unknown): string {
    const failure = failureOf(error);
    if (failure !== undefined) {
        const { type, code, status, param, request_id } = failure;
        return [type, code, status, param, request_id].filter(part => part !== undefined && part !== '').join(' ');
    }
    return error instanceof Error ? `${error.name}: ${error.message}` : 'unknown error';
}

/** The statuses with which Stripe refuses a request that it would refuse again. */
const REFUSALS = new Set<number | undefined>([400, 401, 403, 404]);

/**
 * Returns whether Stripe refuses a request until somebody changes the account or the settings, such as for the currency of
 * a price, or an expired key. A request with an idempotency key that another request has can be made with another key.
 */
function isRefusal(error: unknown): boolean {
    return (
        error instanceof Stripe.errors.StripeError &&
        !(error instanceof Stripe.errors.StripeIdempotencyError) &&
        REFUSALS.has(error.statusCode)
    );
}

/**
 * Turns failures of Stripe into errors for the user, and keeps their texts out of the log.
 *
 * @throws CloudError PAYMENT_SERVICE_REFUSED if the administrator has to act. The log then says what Stripe refused.
 * @throws CloudError SERVICE_UNAVAILABLE if it can work later
 */
export async function orUnavailable<T>(log: Logger, work: () => Promise<T>): Promise<T> {
    try {
        return await work();
    } catch (error) {
        if (error instanceof CloudError) {
            throw error;
        }
        if (isRefusal(error)) {
            log.error(
                { failure: failureOf(error) },
                'Stripe refused a request, and will until somebody changes a setting'
            );
            throw new CloudError('PAYMENT_SERVICE_REFUSED');
        }
        throw new CloudError('SERVICE_UNAVAILABLE', undefined, {}, { cause: new Error(kindOfError(error)) });
    }
}
