// SPDX-License-Identifier: MIT

import type { TierLimits, TierList } from '@sanyam/types';
import { expect } from 'chai';
import { accountOf } from '../../test/account-of';
import { planAdvice } from './plan-advice';

describe('the advice on a plan that cannot be bought', () => {
    const tiers = ['small', 'large'].map(tier => ({ tier }) as TierLimits) as TierList;
    const advice = (isOwnCloud: boolean, present: string, { tier, sold }: { tier?: string; sold?: boolean } = {}) =>
        planAdvice(
            { account: accountOf(present), tiers, plans: sold === true ? [] : undefined },
            {
                isOwnCloud,
                cloudName: 'cloud.example.org',
                commandFor: (_email, wanted) => (isOwnCloud ? `give ${wanted}` : undefined)
            },
            tier
        );

    it('is the command in one’s own local cloud, for the next larger plan or for the one that the user looks at', () => {
        expect(advice(true, 'small').command).to.equal('give large');
        expect(advice(true, 'large', { tier: 'small' }).command).to.equal('give small');
        const { sentence, command } = advice(true, 'large', { tier: 'small', sold: true });
        expect([sentence, command]).to.deep.equal([
            'This plan cannot be bought. In your own local cloud, this command gives you the plan “small”. Run it in the folder of “npm start”:',
            'give small'
        ]);
    });

    it('names no administrator on the largest plan of one’s own local cloud', () => {
        expect(advice(true, 'large')).to.deep.equal({
            sentence:
                'Plans cannot be bought here. You have the largest plan of your own local cloud. “Change…” shows the command for another one.'
        });
    });

    it('is the administrator in another cloud', () => {
        for (const present of ['small', 'large']) {
            expect(advice(false, present)).to.deep.equal({
                sentence:
                    'Plans cannot be bought here. To change yours, contact the administrator of the cloud at cloud.example.org.'
            });
        }
        expect(advice(false, 'large', { tier: 'small', sold: true }).sentence).to.equal(
            'This plan cannot be bought. Contact the administrator of the cloud at cloud.example.org.'
        );
    });
});
