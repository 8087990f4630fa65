// SPDX-License-Identifier: MIT

import { enableBrowserGlobals } from '../../test/browser-globals';

const disableBrowserGlobals = enableBrowserGlobals();

import { expect } from 'chai';
import { dayOf, endOf } from './share-terms-fields';

disableBrowserGlobals();

describe('the end of a share', () => {
    it('is the last second of the day in the time zone of the user', () => {
        const end = endOf('2099-12-31');
        expect(end).to.equal(new Date(2099, 11, 31, 23, 59, 59).toISOString());
        expect(dayOf(new Date(end ?? ''))).to.equal('2099-12-31');
        expect(dayOf(new Date(2026, 0, 2))).to.equal('2026-01-02');
    });

    it('is a second before the next day, also where the clock changes at midnight', () => {
        for (const [zone, day, end] of [
            ['America/Santiago', '2027-04-03', '2027-04-04T03:59:59.000Z'],
            ['Africa/Cairo', '2027-10-28', '2027-10-28T21:59:59.000Z'],
            ['America/Nuuk', '2027-03-27', '2027-03-28T00:59:59.000Z'],
            // The next day begins at 01:00.
            ['America/Santiago', '2027-09-04', '2027-09-05T03:59:59.000Z'],
            ['America/New_York', '9999-12-31', '9999-12-31T23:59:59.000Z'],
            ['Asia/Tokyo', '9999-12-31', '9999-12-31T14:59:59.000Z']
        ] as const) {
            inZone(zone, () => {
                expect(endOf(day), zone).to.equal(end);
                expect(dayOf(new Date(end)), zone).to.equal(day);
            });
        }
    });

    it('is never missing because a day cannot be read', () => {
        for (const text of ['', '2099-13-01', '20266-01-01', '275760-09-13', 'tomorrow']) {
            expect(() => endOf(text), text).to.throw(RangeError);
        }
    });
});

function inZone(zone: string, run: () => void): void {
    const before = process.env['TZ'];
    process.env['TZ'] = zone;
    try {
        run();
    } finally {
        if (before === undefined) {
            delete process.env['TZ'];
        } else {
            process.env['TZ'] = before;
        }
    }
}
