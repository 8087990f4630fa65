// SPDX-License-Identifier: MIT

import { expect } from 'chai';
import { variableOf } from './price-variable';
import { SoldTiers } from './sold-tiers';

describe('the tiers that are sold', () => {
    for (const [tier, variable] of [
        ['pro', 'STRIPE_PRICE_PRO'],
        ['team-2', 'STRIPE_PRICE_TEAM_2'],
        ['Größe', 'STRIPE_PRICE_GROSSE'],
        ['Team Plus', 'STRIPE_PRICE_TEAM_PLUS'],
        ['専門', 'STRIPE_PRICE___']
    ] as const) {
        it(`have their prices in a variable that a shell can set: ${tier} in ${variable}`, () => {
            expect(variableOf(tier)).to.equal(variable);
        });
    }

    it('are those of the settings that there are, with their own names, also one that is added later', async () => {
        const prices = new Map([
            ['STRIPE_PRICE_TEAM_2', ['price_1']],
            ['STRIPE_PRICE_TYPO', ['price_2']]
        ]);
        const rows = [{ tier: 'free' }];
        const sold = new SoldTiers({ prices }, () => Promise.resolve(rows));
        expect([...(await sold.read())]).to.deep.equal([]);
        rows.push({ tier: 'team-2' });
        expect([...(await sold.read())]).to.deep.equal([['team-2', ['price_1']]]);
        expect([...(await sold.tierOfPrice())]).to.deep.equal([['price_1', 'team-2']]);
    });

    it('are never two for one variable: only the one that is spelled alike', async () => {
        const prices = new Map([['STRIPE_PRICE_TEAM_2', ['price_1']]]);
        const among = async (...tiers: string[]) => [
            ...(await new SoldTiers({ prices }, () => Promise.resolve(tiers.map(tier => ({ tier })))).read()).keys()
        ];
        expect(await among('team-2', 'team_2')).to.deep.equal(['team_2']);
        expect(await among('team-2', 'team 2')).to.deep.equal([]);
    });
});
