// SPDX-License-Identifier: MIT

import type { Logger } from 'pino';
import type { Job } from '../jobs/job';
import type { Metrics } from '../observability/metrics';
import type { BillingDatabase } from './billing-database';
import { PAGE_SIZE, type SubscriptionReader, type SubscriptionState } from './read-subscription';
import { kindOfError } from './stripe-client';
import type { Change, SubscriptionChanges } from './subscription-changes';

/** A subscription that did not have the tier that Stripe says, that cannot have one, or that could not be compared. */
export interface Difference extends Omit<Change, 'outcome'> {
    readonly subscription: string;
    readonly outcome: Change['outcome'] | 'failed';
    /** Undefined if it could not be compared. */
    readonly status?: string | undefined;
    /** Why it could not be compared. */
    readonly failure?: string | undefined;
}

/** Says that a reconciliation came to its end, but could not compare some subscriptions. */
export class IncompleteReconciliation extends Error {
    override readonly name = 'IncompleteReconciliation';

    constructor(readonly failures: number) {
        super(`${failures} ${failures === 1 ? 'subscription' : 'subscriptions'} could not be compared.`);
    }
}

/** Compares every subscription with the tiers, page by page, and mends the differences. */
export class Reconciliation implements Job {
    readonly name = 'reconcile_billing';

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

    /** A part compares at most a page, and ends with a failure, which can take a minute. */
    begin(): () => Promise<boolean> {
        const parts = this.compareAll();
        return async () => (await parts.next()).done !== true;
    }

    /** Compares everything. @throws IncompleteReconciliation */
    async run(): Promise<void> {
        const doPart = this.begin();
        while (await doPart());
    }

    /** Compares everything, also after a failure, and pauses between the parts. @throws IncompleteReconciliation */
    private async *compareAll(): AsyncGenerator<void, void> {
        /** The subscriptions that Stripe listed. At 100 bytes each, a hundred thousand take 10 MB. */
        const seen = new Set<string>();
        let failures = 0;
        for await (const compare of this.comparisons(seen)) {
            if (compare === undefined) {
                yield;
            } else if (!(await compare())) {
                failures++;
                yield;
            }
        }
        if (failures > 0) {
            throw new IncompleteReconciliation(failures);
        }
    }

    /** Returns the comparisons of all subscriptions, with undefined after each page. */
    private async *comparisons(seen: Set<string>): AsyncGenerator<(() => Promise<boolean>) | undefined, void> {
        // Those that Stripe lists: they have not ended.
        for (let after: string | undefined, hasMore = true; hasMore;) {
            const readNumber = await this.database.startRead();
            const page = await this.reader.readPage(after);
            for (const { id, read } of page.subscriptions) {
                seen.add(id);
                yield () => this.compare(id, readNumber, read);
            }
            after = page.subscriptions.at(-1)?.id;
            hasMore = page.hasMore && after !== undefined;
            yield undefined;
        }
        // Those that go on here, but that Stripe did not list: they have ended.
        for (let after = '', hasMore = true; hasMore;) {
            const page = await this.database.openSubscriptions(after, PAGE_SIZE);
            for (const { id, customer_id: customer } of page.filter(stored => !seen.has(stored.id))) {
                const readNumber = await this.database.startRead();
                yield () =>
                    this.compare(id, readNumber, async () => (await this.reader.read(id)) ?? ended(id, customer));
            }
            after = page.at(-1)?.id ?? '';
            hasMore = page.length === PAGE_SIZE;
            yield undefined;
        }
    }

    /** Compares a subscription. Returns false after a failure, which it logs: it must not stop the others. */
    private async compare(
        subscription: string,
        readNumber: number,
        read: () => Promise<SubscriptionState>
    ): Promise<boolean> {
        try {
            const state = await read();
            const change = await this.changes.apply(state, { readNumber, dryRun: this.dryRun });
            const isSame = change.outcome === 'applied' && change.tierBefore === change.tier;
            if (!isSame && change.outcome !== 'older') {
                this.note({ subscription, status: state.status, ...change });
            }
            return true;
        } catch (error) {
            const failure = kindOfError(error);
            this.log.error({ subscription, failure }, 'a subscription could not be compared');
            this.metrics.billingDifferences.inc({ outcome: 'failed' });
            this.report({ subscription, outcome: 'failed', failure });
            return false;
        }
    }

    private note(difference: Difference): void {
        this.metrics.billingDifferences.inc({ outcome: difference.outcome });
        const { userId: user_id, tierBefore: tier_before, tier, outcome, ...rest } = difference;
        this.log.warn(
            { ...rest, outcome, user_id, tier_before, tier, dry_run: this.dryRun },
            'a subscription and a tier differed'
        );
        this.report(difference);
    }
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
