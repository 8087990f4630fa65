// SPDX-License-Identifier: MIT

import type { Logger } from 'pino';
import type { MoreWork } from '../jobs/start-jobs';
import { tierGates } from '../licensing/tier-gates';
import type { Metrics } from '../observability/metrics';
import { BillingDatabase } from './billing-database';
import type { BillingSettings } from './billing-settings';
import { BillingWatch } from './billing-watch';
import { Checkout } from './checkout';
import { Customers } from './customers';
import { EventHandler } from './event-handler';
import { SubscriptionReader } from './read-subscription';
import { type Difference, Reconciliation } from './reconciliation';
import { PriceList } from './price-list';
import { SettingsCheck } from './settings-check';
import { type ReadTiers, SoldTiers } from './sold-tiers';
import { createStripe } from './stripe-client';
import { SubscriptionChanges } from './subscription-changes';
import { takeBackPlan } from './take-back-plan';
import { WebhookSignature } from './webhook-signature';

/** The parts of billing. All state is in the database and at Stripe. */
export interface Billing {
    readonly signature: WebhookSignature;
    readonly events: EventHandler;
    readonly checkout: Checkout;
    readonly prices: PriceList;
    readonly watch: BillingWatch;
    /** Compares the settings with the tiers and with Stripe. */
    readonly check: SettingsCheck;
    /** Returns the job and the service of billing for a gateway that runs jobs. */
    work(): MoreWork;
    /** Returns a comparison of all subscriptions with the tiers. */
    reconciliation(dryRun?: boolean, report?: (difference: Difference) => void): Reconciliation;
}

/** The access to the database that billing needs. */
export interface BillingAccess {
    readonly supabaseUrl: string;
    readonly serviceRoleKey: string;
    readonly tiers: ReadTiers;
}

export function createBilling(
    settings: BillingSettings,
    { supabaseUrl, serviceRoleKey, tiers }: BillingAccess,
    log: Logger,
    metrics: Metrics
): Billing {
    const stripe = createStripe(settings);
    const database = BillingDatabase.overPostgrest(supabaseUrl, serviceRoleKey, metrics);
    const sold = new SoldTiers(settings, tiers);
    const reader = new SubscriptionReader(stripe, sold, log);
    const changes = new SubscriptionChanges(stripe, database, log);
    const reconciliation: Billing['reconciliation'] = (dryRun, report) =>
        new Reconciliation(database, reader, changes, log, metrics, dryRun, report);
    const events = new EventHandler(stripe, database, reader, changes, log, metrics);
    const watch = new BillingWatch(
        database,
        tierGates(userId => reason => takeBackPlan(database, log, userId, reason)),
        events,
        log
    );
    return {
        signature: new WebhookSignature(stripe, settings.webhookSecrets),
        events,
        checkout: new Checkout(stripe, database, new Customers(stripe, database, log), sold, log),
        prices: new PriceList(stripe, settings, sold, log),
        watch,
        check: new SettingsCheck(stripe, settings, sold, log),
        work: () => ({ jobs: [reconciliation()], services: [watch] }),
        reconciliation
    };
}
