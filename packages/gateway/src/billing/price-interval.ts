// SPDX-License-Identifier: MIT

import type { Plan } from '@sanyam/types';
import type Stripe from 'stripe';

/** How often a plan is paid. */
export type Interval = Plan['prices'][number]['interval'];

const INTERVALS: readonly Interval[] = ['month', 'year'];

/** Returns the interval of a price; undefined if the price cannot be paid any more, or at another interval. */
export function intervalOf({ active, recurring }: Stripe.Price): Interval | undefined {
    return active && recurring?.interval_count === 1 ? INTERVALS.find(each => each === recurring.interval) : undefined;
}
