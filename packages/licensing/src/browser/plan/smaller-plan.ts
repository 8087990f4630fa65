// SPDX-License-Identifier: MIT

import { type TierPreview, unformatted, withVisibleCharacters } from '@sanyam/types';
import { nls } from '@theia/core/lib/common/nls';
import { z } from 'zod';

const KEY = 'sanyam.lastPlans';

/** The most names in the sentence. The page about the plan has all. */
const MOST_NAMES = 3;

/** Plans by user. */
const plansSchema = z.record(z.string(), z.string());

/** Remembers in the browser which plan each user had last, so that a smaller one is told once, in one window. */
export class LastPlans {
    constructor(private readonly storage: Pick<Storage, 'getItem' | 'setItem'>) {}

    /** Notes the plan of a user, and returns the one before if it is another one. */
    exchange(userId: string, tier: string): string | undefined {
        const plans = this.read();
        const before = plans[userId];
        if (before === tier) {
            return undefined;
        }
        try {
            this.storage.setItem(KEY, JSON.stringify({ ...plans, [userId]: tier }));
        } catch {
            // Without room or permission, a smaller plan is told only in a window that saw the larger one.
        }
        return before;
    }

    private read(): Record<string, string> {
        try {
            return plansSchema.parse(JSON.parse(this.storage.getItem(KEY) ?? '{}'));
        } catch {
            return {};
        }
    }
}

/** Says what a smaller plan did to a user's documents. */
export function smallerPlanSentence(
    before: string,
    now: string,
    { count, items }: TierPreview['over_limit_documents']
): string {
    const plan = nls.localize('sanyam/plan/nowSmaller', 'Your plan is “{0}” now. Before, it was “{1}”.', now, before);
    if (count === 0) {
        return plan;
    }
    const names = items.slice(0, MOST_NAMES).map(({ name }) => unformatted(withVisibleCharacters(name)));
    const all = count > names.length ? [...names, '…'] : names;
    const text = nls.localize(
        'sanyam/plan/nowReadOnly',
        'You have more documents than it allows, so these are read-only ({0}): {1}. Nothing is deleted.',
        count,
        all.join(', ')
    );
    return `${plan} ${text}`;
}
