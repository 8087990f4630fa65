// SPDX-License-Identifier: MIT

import { CloudError } from '@sanyam/types';
import { expect } from 'chai';
import { EventEmitter } from 'node:events';
import type { GatewayContext } from './request-variables';
import { streamParts } from './streamed-parts';

describe('a body that is made while the client takes it', () => {
    /** The request of a client that leaves when the test says so. */
    function openRequest() {
        const logged: string[] = [];
        const log = {
            info: () => logged.push('info'),
            error: () => logged.push('error')
        };
        const socket = Object.assign(new EventEmitter(), { destroyed: false });
        const outgoing = new EventEmitter();
        const context = { var: { log }, env: { incoming: { socket }, outgoing } } as unknown as GatewayContext;
        return { context, logged, leave: () => outgoing.emit('close') };
    }

    it('that no longer has a client before its first part is no failure of the gateway', async () => {
        const { context, logged, leave } = openRequest();
        const begun = streamParts(context, signal => () => {
            const aborted = Promise.withResolvers<never>();
            signal.addEventListener('abort', () => aborted.reject(signal.reason));
            return aborted.promise;
        }).catch((error: unknown) => error);
        leave();
        const error = await begun;
        expect(CloudError.is(error, 'REQUEST_TIMEOUT')).to.equal(true);
        expect(logged).to.deep.equal(['info']);
    });

    it('fails as its first part does while the client is there', async () => {
        const { context, logged } = openRequest();
        const failure = new Error('The database is gone.');
        const begun = streamParts(context, () => () => Promise.reject(failure)).catch((error: unknown) => error);
        expect(await begun).to.equal(failure);
        expect(logged).to.deep.equal([]);
    });
});
