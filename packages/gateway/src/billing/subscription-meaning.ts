// SPDX-License-Identifier: MIT

/** Days that a user with a failed payment keeps the plan. */
export const GRACE_DAYS = 7;

const DAY = 86_400_000;

/** What a state of a subscription means for the plan. */
export interface Meaning {
    /** Whether the plan holds. */
    readonly holds: boolean;
    /** The end of the time to pay. Null if the plan holds until Stripe says otherwise. */
    readonly until: Date | null;
}

const HOLDS: Meaning = { holds: true, until: null };
const ENDS: Meaning = { holds: false, until: null };

/** The states of Stripe. docs/billing.md has the same table, and a test compares them. */
const MEANINGS: Readonly<Record<string, (unpaidSince: Date) => Meaning>> = {
    // Also if it ends with the period: then Stripe makes it canceled at that time. Also while the collection of payments is
    // paused (pause_collection): the operator gives the plan for free.
    active: () => HOLDS,
    trialing: () => HOLDS,
    past_due: unpaidSince => ({ holds: true, until: new Date(unpaidSince.getTime() + GRACE_DAYS * DAY) }),
    unpaid: () => ENDS,
    // The first payment has not been made.
    incomplete: () => ENDS,
    incomplete_expired: () => ENDS,
    // A trial ended without a means of payment, or somebody paused the subscription, and not only its payments.
    paused: () => ENDS,
    canceled: () => ENDS
};

/** The states that the table has. */
export const KNOWN_STATUSES: readonly string[] = Object.keys(MEANINGS);

/**
 * Returns what a status means, or undefined for one that Stripe adds one day.
 *
 * @param unpaidSince the date of the oldest invoice that is due
 */
export function meaningOf(status: string, unpaidSince: Date): Meaning | undefined {
    return Object.hasOwn(MEANINGS, status) ? MEANINGS[status]?.(unpaidSince) : undefined;
}
