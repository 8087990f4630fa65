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

    it('is none while the day is incomplete', () => {
        expect(endOf('')).to.equal(undefined);
        expect(endOf('2099-13-01')).to.equal(undefined);
    });
});
