// SPDX-License-Identifier: MIT

import { CloudError, type ErrorCode } from '@sanyam/types';
import { expect } from 'chai';
import { Metrics } from '../observability/metrics';
import { FairUse, fairLimits } from './fair-use';
import type { Visit } from './visit';

describe('requests that did not get to the database', () => {
    let fair: FairUse;
    let waiting: PromiseWithResolvers<undefined>;
    beforeEach(() => {
        // Two calls of a user run at the same time.
        fair = new FairUse(fairLimits(8), new Metrics());
        waiting = Promise.withResolvers();
    });

    function enter(user = 'ada'): Visit {
        const credentials = { kind: 'session', userId: user, accessToken: '' } as const;
        const visit = fair.visit(credentials, { network: '192.0.2.1', connection: {} });
        visit.enter();
        return visit;
    }

    /** Runs the call that counts a request of Ada. Returns how many uncounted requests it got, or its error's code. */
    async function count(failure?: ErrorCode, user = 'ada'): Promise<number | string> {
        const visit = enter(user);
        try {
            return await visit.runCounting(async uncounted => {
                await Promise.resolve();
                if (failure !== undefined) {
                    throw new CloudError(failure);
                }
                return uncounted;
            });
        } catch (error) {
            return CloudError.is(error) ? error.code : String(error);
        } finally {
            visit.endAnswer();
            visit.endWork();
        }
    }

    it('are counted with the next request of the same user that the database serves', async () => {
        expect(await count('SERVER_BUSY')).to.equal('SERVER_BUSY');
        expect(await count('SERVICE_UNAVAILABLE')).to.equal('SERVICE_UNAVAILABLE');
        expect(await count(undefined, 'bob')).to.equal(0);
        expect(await count()).to.equal(2);
        expect(await count()).to.equal(0);
    });

    it('are kept when the next request is turned away too, or its count is rolled back', async () => {
        await count('SERVER_BUSY');
        await count('SERVER_BUSY');
        await count('DOCUMENT_NOT_FOUND');
        await count('UNAUTHORIZED');
        expect(await count()).to.equal(2);
    });

    it('are kept when the next request loses its turn', async () => {
        await count('SERVER_BUSY');
        const running = [1, 2].map(() => enter().run(() => waiting.promise));
        const visit = enter();
        const turnedAway = visit.runCounting(uncounted => Promise.resolve(uncounted)).catch(() => 'turned away');
        visit.endAnswer();
        expect(await turnedAway).to.equal('turned away');
        expect(visit.wasTurnedAway).to.equal(true);
        waiting.resolve(undefined);
        await Promise.all(running);
        expect(await count()).to.equal(2);
    });

    it('are counted once when two requests run at the same time', async () => {
        await count('SERVER_BUSY');
        const slow = enter().runCounting(uncounted => waiting.promise.then(() => uncounted));
        expect(await count()).to.equal(0);
        waiting.resolve(undefined);
        expect(await slow).to.equal(1);
    });

    it('are counted once when they are turned away twice', async () => {
        const visit = enter();
        const turnAway = () => Promise.reject(new CloudError('SERVER_BUSY'));
        await visit.runCounting(turnAway).catch(() => undefined);
        await visit.runCounting(turnAway).catch(() => undefined);
        expect(await count()).to.equal(1);
    });
});
