// SPDX-License-Identifier: MIT

import { CloudError, type ErrorCode } from '@sanyam/types';
import { expect } from 'chai';
import { Hono } from 'hono';
import { setImmediate as turn } from 'node:timers/promises';
import { mock } from 'node:test';
import type { GatewayEnvironment } from '../http/request-variables';
import { slowDown } from './slow-down';

describe('a refusal', () => {
    beforeEach(() => mock.timers.enable({ apis: ['setTimeout'] }));
    afterEach(() => mock.timers.reset());

    /** Returns the status of an answer to this error, if it has arrived before the time passes. */
    async function statusOf(code: ErrorCode, milliseconds: number): Promise<number | undefined> {
        const app = new Hono<GatewayEnvironment>();
        app.use(slowDown());
        app.onError((_error, context) => context.text('no', 429));
        app.get('/', () => {
            throw new CloudError(code);
        });
        let status: number | undefined;
        void Promise.resolve(app.request('/')).then(answer => (status = answer.status));
        await turn();
        mock.timers.tick(milliseconds);
        await turn();
        return status;
    }

    it('of too many requests at the same time waits for half a second', async () => {
        expect(await statusOf('TOO_MANY_CONCURRENT_REQUESTS', 499)).to.equal(undefined);
        expect(await statusOf('TOO_MANY_CONCURRENT_REQUESTS', 500)).to.equal(429);
    });

    it('of another kind does not wait', async () => {
        expect(await statusOf('RATE_LIMIT_EXCEEDED', 0)).to.equal(429);
    });
});
