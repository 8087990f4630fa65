// SPDX-License-Identifier: MIT

import type { Logger } from 'pino';
import type { Job } from '../jobs/job';
import type { Metrics } from '../observability/metrics';
import type { BillingDatabase } from './billing-database';
import { PAGE_SIZE, type SubscriptionReader, type SubscriptionState } from './read-subscription';
import type { Change, SubscriptionChanges } from './subscription-changes';

/** A subscription that did not have the tier that Stripe says, or that cannot have one. */
export interface Difference extends Change {
    readonly subscription: string;
    readonly status: string;
}

/** Compares every subscription with the tiers, page by page, and mends the differences. */
export class Reconciliation implements Job {
    readonly name = 'reconcile_billing';
    private place: Place = beginning();

    /**
     * @param dryRun whether to change nothing
     * @param report gets every difference
     */
    constructor(
        private readonly database: BillingDatabase,
        private readonly reader: SubscriptionReader,
        private readonly changes: SubscriptionChanges,
        private readonly log: Logger,
        private readonly metrics: Pick<Metrics, 'billingDifferences'>,
        private readonly dryRun = false,
        private readonly report: (difference: Difference) => void = () => undefined
    ) {}

    /** Compares a page. After a failure, the next call begins anew. */
    async doPart(): Promise<boolean> {
        const { place } = this;
        this.place = beginning();
        const hasMore = place.phase === 'stripe' ? await this.comparePage(place) : await this.compareStored(place);
        if (hasMore) {
            this.place = place;
        }
        return hasMore;
    }

    /** Compares everything. */
    async run(): Promise<void> {
        while (await this.doPart());
    }

    /** Compares a page of the subscriptions that Stripe lists: those that have not ended. */
    private async comparePage(place: Place): Promise<boolean> {
        const readNumber = await this.database.startRead();
        const { states, hasMore } = await this.reader.readPage(place.after);
        for (const state of states) {
            place.seen.add(state.id);
            await this.compare(state, readNumber);
        }
        place.after = states.at(-1)?.id;
        if (!hasMore || place.after === undefined) {
            place.phase = 'stored';
            place.after = undefined;
        }
        return true;
    }

    /** Compares a page of the subscriptions that go on here, but that Stripe did not list: they have ended. */
    private async compareStored(place: Place): Promise<boolean> {
        const page = await this.database.openSubscriptions(place.after ?? '', PAGE_SIZE);
        for (const stored of page.filter(({ id }) => !place.seen.has(id))) {
            const readNumber = await this.database.startRead();
            const state = await this.reader.read(stored.id);
            await this.compare(state ?? ended(stored.id, stored.customer_id), readNumber);
        }
        place.after = page.at(-1)?.id;
        return page.length === PAGE_SIZE;
    }

    private async compare(state: SubscriptionState, readNumber: number): Promise<void> {
        const change = await this.changes.apply(state, { readNumber, dryRun: this.dryRun });
        const isSame = change.outcome === 'applied' && change.tierBefore === change.tier;
        if (isSame || change.outcome === 'older') {
            return;
        }
        const difference = { subscription: state.id, status: state.status, ...change };
        this.metrics.billingDifferences.inc({ outcome: change.outcome });
        const { userId: user_id, tierBefore: tier_before, tier, outcome, ...rest } = difference;
        this.log.warn(
            { ...rest, outcome, user_id, tier_before, tier, dry_run: this.dryRun },
            'a subscription and a tier differed'
        );
        this.report(difference);
    }
}

/** How far a run is. */
interface Place {
    phase: 'stripe' | 'stored';
    after: string | undefined;
    /** The subscriptions that Stripe listed. At 100 bytes each, a hundred thousand take 10 MB. */
    readonly seen: Set<string>;
}

function beginning(): Place {
    return { phase: 'stripe', after: undefined, seen: new Set() };
}

/** Returns the state of a subscription that Stripe does not have any more. */
function ended(id: string, customerId: string): SubscriptionState {
    return {
        id,
        customerId,
        claimedUserId: null,
        status: 'canceled',
        tiers: [],
        prices: [],
        meaning: { holds: false, until: null },
        periodEnd: null,
        cancelAtPeriodEnd: false
    };
}
