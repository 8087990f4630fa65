// SPDX-License-Identifier: MIT

import { expect } from 'chai';
import { systemClock } from './clock';

describe('a pause', () => {
    it('ends no earlier than its time', async () => {
        const start = systemClock.now();
        await systemClock.pause(5);
        // A timer can be a millisecond early.
        expect(systemClock.now() - start).to.be.at.least(4);
    });

    it('ends at once with the reason of its signal', async () => {
        const reason = new Error('enough');
        const controller = new AbortController();
        const ended = systemClock.pause(3_600_000, controller.signal).catch((error: unknown) => error);
        controller.abort(reason);
        expect(await ended).to.equal(reason);
        const late = systemClock.pause(3_600_000, AbortSignal.abort(reason)).catch((error: unknown) => error);
        expect(await late).to.equal(reason);
    });
});
