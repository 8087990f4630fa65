// SPDX-License-Identifier: MIT

import { CloudError } from '@sanyam/types';
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

/** Returns an error for the log and the database: its kind, but no text of Stripe, which can have a part of the key. */
export function kindOfError(error: unknown): string {
    if (error instanceof Stripe.errors.StripeError) {
        const { type, code, statusCode, requestId } = error;
        return [type, code, statusCode, requestId].filter(part => part !== undefined && part !== '').join(' ');
    }
    return error instanceof Error ? `${error.name}: ${error.message}` : 'unknown error';
}

/** Turns failures of Stripe into an error for the user, and keeps their texts out of the log. */
export async function orUnavailable<T>(work: () => Promise<T>): Promise<T> {
    try {
        return await work();
    } catch (error) {
        throw error instanceof CloudError
            ? error
            : new CloudError('SERVICE_UNAVAILABLE', undefined, {}, { cause: new Error(kindOfError(error)) });
    }
}
