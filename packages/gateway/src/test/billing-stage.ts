// SPDX-License-Identifier: MIT

import type { ReadyLine } from '@sanyam/local-cloud';
import { sendEvent } from '@sanyam/test-kit/stripe/signature';
import { StripeStandIn } from '@sanyam/test-kit/stripe/stand-in';
import { ownTestCloud } from '@sanyam/test-kit/test-cloud';
import { type Billing, createBilling } from '../billing/billing';
import { readBillingSettings } from '../billing/billing-settings';
import { PostgrestPublicDatabase } from '../database/public-database';
import { createLog } from '../observability/log';
import { Metrics } from '../observability/metrics';
import { GatewayUser } from './gateway-user';
import { startTestGateway, type TestGateway } from './test-gateway';

export const WEBHOOK_SECRET = 'whsec_standin';
/** The secret before a rotation. */
export const OLD_WEBHOOK_SECRET = 'whsec_before';

/** The prices of the stand-in. */
export const PRICES = { pro: 'price_pro', proByYear: 'price_pro_year', enterprise: 'price_enterprise' } as const;

/** Returns the variables that connect a gateway to a stand-in for Stripe. */
export function stripeEnvironment({ url, secretKey }: StripeStandIn): Record<string, string> {
    return {
        STRIPE_SECRET_KEY: secretKey,
        STRIPE_WEBHOOK_SECRET: `${WEBHOOK_SECRET}, ${OLD_WEBHOOK_SECRET}`,
        STRIPE_PRICE_PRO: `${PRICES.pro}, ${PRICES.proByYear}`,
        STRIPE_PRICE_ENTERPRISE: PRICES.enterprise,
        STRIPE_API_URL: url
    };
}

export async function startStripe(now?: number): Promise<StripeStandIn> {
    const stripe = await StripeStandIn.start(now === undefined ? {} : { now });
    stripe.account.addPrice(PRICES.pro);
    stripe.account.addPrice(PRICES.proByYear, 'year', 9000);
    stripe.account.addPrice(PRICES.enterprise, 'month', 4900);
    return stripe;
}

/** Returns the parts of billing without a gateway, as the jobs and the operators' command use them. */
export function billingOf(
    cloud: ReadyLine,
    stripe: StripeStandIn,
    environment: Record<string, string | undefined> = stripeEnvironment(stripe),
    metrics = new Metrics()
): Billing {
    const settings = readBillingSettings(environment);
    if (settings === undefined) {
        throw new Error('Billing is off.');
    }
    const log = createLog();
    log.level = 'silent';
    const tiers = () =>
        new PostgrestPublicDatabase({ supabaseUrl: cloud.supabaseUrl, supabaseAnonKey: cloud.anonKey }).tiers();
    return createBilling(settings, { ...cloud, tiers }, log, metrics);
}

/** The environment of a suite about billing. Use it only in tests and hooks. */
export interface BillingStage {
    readonly cloud: ReadyLine;
    readonly stripe: StripeStandIn;
    readonly gateway: TestGateway;
    readonly webhook: string;
    newUser(): Promise<GatewayUser>;
    tierOf(user: GatewayUser): Promise<string>;
    /** Sends all events of the stand-in that were not sent yet. Returns the statuses of the answers. */
    deliver(): Promise<(number | undefined)[]>;
}

/** Gives a suite a stand-in for Stripe, and a gateway that uses it. */
export function stageBilling(now?: () => number): BillingStage {
    let cloud: ReadyLine;
    let stripe: StripeStandIn;
    let gateway: TestGateway;
    let sent = 0;
    before(async () => {
        // A reconciliation concerns all users, and other suites have another Stripe.
        cloud = await ownTestCloud();
        stripe = await startStripe(now?.());
        gateway = await startTestGateway(cloud, stripeEnvironment(stripe));
    });
    after(async () => {
        await gateway.stop();
        await stripe.stop();
    });
    return {
        get cloud() {
            return cloud;
        },
        get stripe() {
            return stripe;
        },
        get gateway() {
            return gateway;
        },
        get webhook() {
            return `${gateway.url}/api/v1/webhooks/billing`;
        },
        newUser: () => GatewayUser.signUp(cloud, gateway.url),
        tierOf: async user => {
            const { body } = await user.send('GET', '/api/v1/me');
            return (body as { data: { profile: { tier: string } } }).data.profile.tier;
        },
        deliver: async () => {
            const statuses: (number | undefined)[] = [];
            for (; sent < stripe.account.events.length; sent++) {
                statuses.push(
                    await sendEvent(
                        stripe.account.events[sent] ?? {},
                        `${gateway.url}/api/v1/webhooks/billing`,
                        WEBHOOK_SECRET
                    )
                );
            }
            return statuses;
        }
    };
}
