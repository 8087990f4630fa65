// SPDX-License-Identifier: MIT

import { expect } from 'chai';
import { SharedPublicDatabase } from './shared-public-database';

describe('the public database', () => {
    it('answers callers at the same time with one call, and later ones with a new call', async () => {
        let calls = 0;
        const ping = async () => void calls++;
        const tiers = async () => {
            calls++;
            return [];
        };
        const database = new SharedPublicDatabase({ ping, tiers });
        await Promise.all(Array.from({ length: 100 }, () => database.ping()));
        expect(calls).to.equal(1);
        await Promise.all(Array.from({ length: 100 }, () => database.tiers()));
        expect(calls).to.equal(2);
        await database.ping();
        expect(calls).to.equal(3);
    });

    it('tries again after a failure', async () => {
        let calls = 0;
        const ping = () => (calls++ === 0 ? Promise.reject(new Error('unreachable')) : Promise.resolve());
        const database = new SharedPublicDatabase({ ping, tiers: () => Promise.resolve([]) });
        const failures = await Promise.allSettled([database.ping(), database.ping()]);
        expect(failures.map(({ status }) => status)).to.deep.equal(['rejected', 'rejected']);
        await database.ping();
        expect(calls).to.equal(2);
    });
});
