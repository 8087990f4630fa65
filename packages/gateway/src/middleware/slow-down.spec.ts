// SPDX-License-Identifier: MIT

import { CloudError, type ErrorCode } from '@sanyam/types';
import { expect } from 'chai';
import { Hono } from 'hono';
import { setImmediate as turn } from 'node:timers/promises';
import { mock } from 'node:test';
import { FairUse, fairLimits } from '../admission/fair-use';
import type { GatewayEnvironment } from '../http/request-variables';
import { Metrics } from '../observability/metrics';
import { slowDown } from './slow-down';

describe('a refusal', () => {
    let fair: FairUse;
    beforeEach(() => {
        mock.timers.enable({ apis: ['setTimeout'] });
        fair = new FairUse({ ...fairLimits(8), refusalsOfUser: 2, refusalsOfAll: 3 }, new Metrics());
    });
    afterEach(() => mock.timers.reset());

    /** Sends a request that gets this error. Returns what has arrived of its answer. */
    function refuse(code: ErrorCode, user = 'ada'): { answer?: Response } {
        const app = new Hono<GatewayEnvironment>();
        app.use(slowDown());
        app.onError((_error, context) => context.text('no', 429));
        app.get('/', context => {
            const source = { network: '', connection: {} };
            context.set('visit', fair.visit({ kind: 'session', userId: user, accessToken: '' }, source));
            throw new CloudError(code);
        });
        const arrived: { answer?: Response } = {};
        void Promise.resolve(app.request('/')).then(answer => (arrived.answer = answer));
        return arrived;
    }

    async function wait(milliseconds: number): Promise<void> {
        await turn();
        mock.timers.tick(milliseconds);
        await turn();
    }

    it('of too many requests at the same time waits for half a second', async () => {
        const refused = refuse('TOO_MANY_CONCURRENT_REQUESTS');
        await wait(499);
        expect(refused.answer).to.equal(undefined);
        await wait(1);
        expect(refused.answer?.status).to.equal(429);
        expect(refused.answer?.headers.has('Connection')).to.equal(false);
    });

    it('of another kind does not wait', async () => {
        const refused = refuse('RATE_LIMIT_EXCEEDED');
        await wait(0);
        expect(refused.answer?.status).to.equal(429);
    });

    it('ends the connection at once when too many of the user, or of all users, wait', async () => {
        const users = ['ada', 'ada', 'ada', 'bob', 'bob', 'eve'];
        const refusals = users.map(user => refuse('TOO_MANY_CONCURRENT_REQUESTS', user));
        await wait(0);
        const ended = refusals.map(({ answer }) => answer?.headers.get('Connection'));
        expect(ended).to.deep.equal([undefined, undefined, 'close', undefined, 'close', 'close']);
        await wait(500);
        expect(refusals.map(({ answer }) => answer?.status)).to.deep.equal(Array(users.length).fill(429));
        const next = refuse('TOO_MANY_CONCURRENT_REQUESTS');
        await wait(0);
        expect(next.answer).to.equal(undefined);
        await wait(500);
        expect(next.answer?.status).to.equal(429);
    });
});
