// SPDX-License-Identifier: MIT

import type { Logger } from 'pino';
import type { Job } from '../jobs/job';
import type { Metrics } from '../observability/metrics';
import type { BillingDatabase } from './billing-database';
import {
    PAGE_SIZE,
    type SubscriptionReader,
    type SubscriptionState,
    UnreadableSubscription
} from './read-subscription';
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

const RETRIES = 2;

/** With more failures than these, the fault is not one of a subscription: nothing is tried again at once. */
const MOST_RETRIED = 100;

/** A subscription to compare. */
interface Comparison {
    readonly id: string;
    /** The number of the read that brings its state. A later one must not bring an older state. */
    readonly readNumber: number;
    readonly read: () => Promise<SubscriptionState>;
    /** Reads the state anew. */
    readonly readAgain: () => Promise<SubscriptionState>;
}

/** Why a subscription could not be compared. */
interface Failure {
    readonly kind: string;
    /** Whether another attempt would fail, too, because the subscription has an unknown shape. */
    readonly isUnreadable: boolean;
}

/** How many subscriptions were compared, or failed. */
interface Counts {
    readonly compared: number;
    readonly failed: number;
    /** Those among the failed that have an unknown shape. */
    readonly unreadable: number;
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

    /**
     * Each part compares at most a page, and ends early after a failure, which can take a minute. The run counts as done
     * although a few subscriptions failed: their next event, or the next night, tries them again. It fails if more than
     * {@link MOST_RETRIED} failed, or most of at least two. Subscriptions of an unknown shape do not count: they fail until
     * the gateway is upgraded.
     */
    begin(): () => Promise<boolean> {
        const parts = this.compareAll();
        return async () => {
            const part = await parts.next();
            if (part.done === true) {
                const { compared, failed, unreadable } = part.value;
                const [readable, retriable] = [compared - unreadable, failed - unreadable];
                if (retriable > MOST_RETRIED || (readable > 1 && 2 * retriable > readable)) {
                    throw new IncompleteReconciliation(failed);
                }
            }
            return part.done !== true;
        };
    }

    /** Compares everything. @throws IncompleteReconciliation */
    async run(): Promise<void> {
        const parts = this.compareAll();
        let part = await parts.next();
        while (part.done !== true) {
            part = await parts.next();
        }
        if (part.value.failed > 0) {
            throw new IncompleteReconciliation(part.value.failed);
        }
    }

    /** Compares everything, also after a failure, and pauses between the parts. */
    private async *compareAll(): AsyncGenerator<void, Counts> {
        /** The subscriptions that Stripe listed. At 100 bytes each, a hundred thousand take 10 MB. */
        const seen = new Set<string>();
        /** Those that can be tried again, with their last failure. */
        const failures = new Map<Comparison, Failure>();
        let unkept = 0;
        let unreadable = 0;
        let compared = 0;
        /** Keeps a failure for another attempt. Reports it if there is none. */
        const settle = (comparison: Comparison, failure: Failure | undefined): void => {
            failures.delete(comparison);
            if (failure === undefined) {
                return;
            }
            if (failure.isUnreadable) {
                unreadable++;
            } else if (failures.size < MOST_RETRIED) {
                failures.set(comparison, failure);
                return;
            } else {
                unkept++;
            }
            this.noteFailure(comparison.id, failure.kind);
        };
        try {
            for await (const comparison of this.comparisons(seen)) {
                if (comparison !== undefined) {
                    compared++;
                    const failure = await this.compare(comparison);
                    if (failure === undefined) {
                        continue;
                    }
                    settle(comparison, failure);
                }
                yield;
            }
            for (let retry = 1; retry <= RETRIES && unkept === 0; retry++) {
                for (const comparison of [...failures.keys()]) {
                    const readNumber = await this.database.startRead();
                    settle(comparison, await this.compare({ ...comparison, readNumber, read: comparison.readAgain }));
                    yield;
                }
            }
        } finally {
            failures.forEach(({ kind }, { id }) => this.noteFailure(id, kind));
        }
        return { compared, failed: failures.size + unkept + unreadable, unreadable };
    }

    /** Returns the comparisons of all subscriptions, with undefined after each page. */
    private async *comparisons(seen: Set<string>): AsyncGenerator<Comparison | undefined, void> {
        // Those that Stripe lists: they have not ended.
        for (let after: string | undefined, hasMore = true; hasMore;) {
            const readNumber = await this.database.startRead();
            const page = await this.reader.readPage(after);
            for (const { id, read } of page.subscriptions) {
                seen.add(id);
                yield { id, readNumber, read, readAgain: () => this.readAgain(id) };
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
                const read = async (): Promise<SubscriptionState> =>
                    (await this.reader.read(id)) ?? ended(id, customer);
                yield { id, readNumber, read, readAgain: read };
            }
            after = page.at(-1)?.id ?? '';
            hasMore = page.length === PAGE_SIZE;
            yield undefined;
        }
    }

    private async readAgain(id: string): Promise<SubscriptionState> {
        const state = await this.reader.read(id);
        if (state === undefined) {
            throw new Error('Stripe does not have a subscription any more that it has just listed.');
        }
        return state;
    }

    /** Compares a subscription. Returns why it could not be compared, if so: it must not stop the others. */
    private async compare({ id: subscription, readNumber, read }: Comparison): Promise<Failure | undefined> {
        try {
            const state = await read();
            const change = await this.changes.apply(state, { readNumber, dryRun: this.dryRun });
            const isSame = change.outcome === 'applied' && change.tierBefore === change.tier;
            if (!isSame && change.outcome !== 'older') {
                this.note({ subscription, status: state.status, ...change });
            }
            return undefined;
        } catch (error) {
            return { kind: kindOfError(error), isUnreadable: error instanceof UnreadableSubscription };
        }
    }

    private noteFailure(subscription: string, failure: string): void {
        this.log.error({ subscription, failure }, 'a subscription could not be compared');
        this.metrics.billingDifferences.inc({ outcome: 'failed' });
        this.report({ subscription, outcome: 'failed', failure });
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
