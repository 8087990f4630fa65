// SPDX-License-Identifier: MIT

import { expect } from 'chai';
import { mock } from 'node:test';
import { CHECK_INTERVAL, VisibleInterval } from './visible-interval.js';

describe('the checks of the cloud while somebody looks', () => {
    const page = Object.assign(new EventTarget(), { visibilityState: 'visible' });
    const window = new EventTarget();
    let calls = 0;
    let interval: VisibleInterval;
    const callsAfter = (milliseconds: number): number => {
        calls = 0;
        mock.timers.tick(milliseconds);
        return calls;
    };

    beforeEach(() => {
        mock.timers.enable({ apis: ['setInterval'] });
        Object.assign(globalThis, { document: page, window });
        page.visibilityState = 'visible';
        interval = new VisibleInterval(CHECK_INTERVAL, () => calls++);
    });
    afterEach(() => {
        interval.dispose();
        Reflect.deleteProperty(globalThis, 'document');
        Reflect.deleteProperty(globalThis, 'window');
        mock.timers.reset();
    });

    it('come every 15 seconds, as long as one of the views is there [BY-06]', () => {
        const [one, other] = [interval.hold(), interval.hold()];
        expect(callsAfter(14_999)).to.equal(0);
        expect(callsAfter(1)).to.equal(1);
        one.dispose();
        one.dispose();
        expect(callsAfter(30_000)).to.equal(2);
        other.dispose();
        expect(callsAfter(60_000)).to.equal(0);
    });

    it('rest while the window is hidden, and come at once when it is shown or gets the focus', () => {
        interval.hold();
        page.visibilityState = 'hidden';
        expect(callsAfter(60_000)).to.equal(0);
        page.dispatchEvent(new Event('visibilitychange'));
        expect(calls).to.equal(0);
        page.visibilityState = 'visible';
        page.dispatchEvent(new Event('visibilitychange'));
        window.dispatchEvent(new Event('focus'));
        expect(calls).to.equal(2);
    });
});
