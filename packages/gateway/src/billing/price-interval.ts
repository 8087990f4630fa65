// SPDX-License-Identifier: MIT

import type { Plan } from '@sanyam/types';
import type Stripe from 'stripe';

/** How often a plan is paid. */
export type Interval = Plan['prices'][number]['interval'];

const INTERVALS: readonly Interval[] = ['month', 'year'];

/** Returns the interval of a price, if a plan can have it; undefined for other intervals and for a price that is paid once. */
export function intervalOf({ recurring }: Stripe.Price): Interval | undefined {
    return recurring?.interval_count === 1 ? INTERVALS.find(each => each === recurring.interval) : undefined;
}
