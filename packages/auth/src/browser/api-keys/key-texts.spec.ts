// SPDX-License-Identifier: MIT

import { expect } from 'chai';
import { daysOf, usageSentence } from './key-texts';

describe('the use of an API key', () => {
    const now = Date.parse('2026-11-27T00:30:00Z');

    it('has every day in UTC, also those without use', () => {
        const days = daysOf([{ day: '2026-11-26', requests: 3, refused: 1 }], 3, now);
        expect(days.map(({ day, requests, refused }) => [day, requests, refused])).to.deep.equal([
            ['2026-11-25', 0, 0],
            ['2026-11-26', 3, 1],
            ['2026-11-27', 0, 0]
        ]);
        expect(days[2]?.start).to.equal(Date.parse('2026-11-27T00:00:00Z') / 1000);
    });

    it('is said in a sentence for those who do not see the chart', () => {
        const usage = [
            { day: '2026-11-26', requests: 1200, refused: 1 },
            { day: '2026-11-27', requests: 34, refused: 0 }
        ];
        expect(usageSentence(daysOf(usage, 30, now))).to.match(/^Requests in 30 days: 1,234\. Refused: 1\.$/);
    });
});
