// SPDX-License-Identifier: MIT

import { renewingFetch } from '@sanyam/store';
import {
    CloudError,
    errorAnswerSchema,
    isErrorCode,
    planSchema,
    type AuthSession,
    type CloudConfiguration,
    type Plan
} from '@sanyam/types';
import { z } from 'zod';

/** Milliseconds until a request fails. The gateway itself waits for the payment service. */
const TIMEOUT = 30_000;

/** Milliseconds without background calls to a gateway that has no billing. The page of the plan would ask it all the time. */
const OFF_FOR = 10 * 60_000;

const plansSchema = z.object({ data: z.array(planSchema) });
const pageSchema = z.object({ data: z.object({ url: z.url({ protocol: /^https?$/ }) }) });

/** Calls the gateway about plans. Every method rejects with a `CloudError`. */
export class GatewayBilling {
    private readonly send: typeof fetch;
    /** Until when calls in the background do not ask the gateway for its plans; in milliseconds, as `Date.now()`. */
    private offUntil = 0;

    /** @param send sends requests, as `fetch` does */
    constructor(
        private readonly configuration: Pick<CloudConfiguration, 'gatewayUrl'>,
        private readonly session: Pick<AuthSession, 'accessToken' | 'renewToken'>,
        send: typeof fetch
    ) {
        this.send = renewingFetch(session, send);
    }

    /**
     * Returns the plans that can be bought. Undefined if no gateway is configured, or if it sells none.
     *
     * @param isBackground whether no user waits: then a gateway that sold nothing a few minutes ago is not asked
     */
    async plans(isBackground = false): Promise<Plan[] | undefined> {
        if (this.configuration.gatewayUrl === undefined || (isBackground && Date.now() < this.offUntil)) {
            return undefined;
        }
        try {
            const { data } = await this.ask(plansSchema, 'GET', 'plans');
            this.offUntil = 0;
            return data;
        } catch (error) {
            if (CloudError.is(error, 'CLOUD_NOT_CONFIGURED')) {
                this.offUntil = Date.now() + OFF_FOR;
                return undefined;
            }
            throw error;
        }
    }

    /** Returns the page on which to buy a plan, or on which to change it for a user who has one. */
    async checkout(tier: string, interval?: 'month' | 'year'): Promise<string> {
        return (await this.ask(pageSchema, 'POST', 'checkout', { tier, interval })).data.url;
    }

    /** Returns the page on which to change or end a plan. @throws CloudError NOT_FOUND for a user who never bought one */
    async portal(): Promise<string> {
        return (await this.ask(pageSchema, 'POST', 'portal')).data.url;
    }

    private async ask<T>(schema: z.ZodType<T>, method: string, what: string, body?: object): Promise<T> {
        const token = await this.session.accessToken();
        if (token === null) {
            throw new CloudError('UNAUTHORIZED');
        }
        const response = await this.request(method, what, token, body);
        const answer: unknown = await response.json().catch(() => undefined);
        if (!response.ok) {
            throw errorOf(answer);
        }
        const { data, error } = schema.safeParse(answer);
        if (error !== undefined) {
            throw new CloudError('SERVICE_UNAVAILABLE', undefined, {}, { cause: error });
        }
        return data;
    }

    private async request(method: string, what: string, token: string, body?: object): Promise<Response> {
        try {
            return await this.send(`${this.configuration.gatewayUrl}/api/v1/billing/${what}`, {
                method,
                headers: {
                    Authorization: `Bearer ${token}`,
                    ...(body === undefined ? {} : { 'Content-Type': 'application/json' })
                },
                body: body === undefined ? undefined : JSON.stringify(body),
                signal: AbortSignal.timeout(TIMEOUT)
            });
        } catch (error) {
            throw new CloudError('SERVICE_UNAVAILABLE', undefined, {}, { cause: error });
        }
    }
}

function errorOf(answer: unknown): CloudError {
    const { data } = errorAnswerSchema.safeParse(answer);
    return data !== undefined && isErrorCode(data.error.code)
        ? new CloudError(data.error.code, data.error.message, data.error.details)
        : new CloudError('SERVICE_UNAVAILABLE');
}
