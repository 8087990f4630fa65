// SPDX-License-Identifier: MIT

import type { TierLimits } from '@sanyam/types';
import { expect } from 'chai';
import { takeBackPlan } from './take-back-plan';

describe('a plan whose time to pay is over', () => {
    it('is logged only by the gateway that took it back', async () => {
        const logged: unknown[] = [];
        const info = (...words: unknown[]) => void logged.push(words);
        const left = { tier: 'free' } as TierLimits;
        for (const tier_before of ['pro', 'free']) {
            const database = { degrade: async () => ({ tier_before, tier: 'free', tier_limits: left }) };
            expect(await takeBackPlan(database, { info }, 'ada', 'the time to pay is over')).to.equal(left);
        }
        expect(logged).to.deep.equal([
            [{ user_id: 'ada', tier_before: 'pro', tier: 'free' }, 'the time to pay is over']
        ]);
    });
});
