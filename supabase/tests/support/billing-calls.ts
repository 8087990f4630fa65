// SPDX-License-Identifier: MIT

import { type Answer, Persona } from '@sanyam/test-kit/persona';
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Stage } from './describe-on-cloud.js';

/** Returns an id that no other test uses, as the payment service writes them. */
export function newId(prefix: 'cus' | 'sub' | 'evt'): string {
    return `${prefix}_${randomUUID().replaceAll('-', '')}`;
}

/** What a gateway read of a subscription. */
interface SubscriptionState {
    readonly subscription_id: string;
    readonly customer_id: string;
    readonly claimed_user_id: string | null;
    readonly status: string;
    readonly tiers: readonly string[];
    readonly holds: boolean;
    readonly holds_until: string | null;
    readonly period_end: string | null;
    readonly cancel_at_period_end: boolean;
    readonly dry_run: boolean;
    readonly lost_customer_id: string;
}

const outcomeSchema = z.looseObject({
    result: z.string(),
    tier_before: z.string().optional(),
    tier: z.string().optional()
});

/** Billing, as a gateway calls the database. */
export class BillingCaller {
    readonly system: Persona;

    constructor(stage: Pick<Stage, 'cloud'>) {
        this.system = Persona.serviceRole(stage.cloud);
    }

    call(name: string, body: Record<string, unknown> = {}): Promise<Answer> {
        return this.system.call(name, body);
    }

    async startRead(): Promise<number> {
        return this.system.expectSuccess(z.int(), 'start_billing_read', {});
    }

    /** Applies an active subscription to the tier pro, but for `changes`, as if it was read now. */
    async apply(
        state: Partial<SubscriptionState> & Pick<SubscriptionState, 'subscription_id' | 'customer_id'>,
        readNumber?: number
    ): Promise<z.infer<typeof outcomeSchema>> {
        return this.system.expectSuccess(outcomeSchema, 'apply_subscription', {
            claimed_user_id: null,
            status: 'active',
            tiers: ['pro'],
            holds: true,
            holds_until: null,
            period_end: null,
            cancel_at_period_end: false,
            ...state,
            read_number: readNumber ?? (await this.startRead())
        });
    }
}
