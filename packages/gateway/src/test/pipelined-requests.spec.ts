// SPDX-License-Identifier: MIT

import { until } from '@sanyam/test-kit/until';
import { expect } from 'chai';
import { describeOverEachWay } from './each-way';
import { FairnessStage, isRefusedFor } from './fairness-stage';

/** Requests that a user can have at the same time here. A gateway allows 32, which take long on a busy machine. */
const REQUESTS = 6;

/** Requests beyond those. */
const MORE = 3;

/** Milliseconds that a call waits for its turn here: longer than a test, so that none gives up on a busy machine. */
const PATIENCE = 100_000;

describeOverEachWay('a user who sends many requests at once on one connection', startGateway => {
    let stage: FairnessStage;
    before(async () => {
        stage = await FairnessStage.open(startGateway, { requestsOfUser: REQUESTS, patience: PATIENCE });
    });
    after(() => stage.close());

    it('has no requests any more when it has ended, also if their answers never had their turn', async () => {
        const user = await stage.newUser();
        const path = `/api/v1/documents/${await user.create()}`;
        const isFull = async () => isRefusedFor(REQUESTS, await user.send('GET', '/api/v1/me'));
        await stage.whileLocked(user, async () => {
            const served = stage.served(user);
            const refused = await stage.turnedAway('requests');
            const body = '{"content":"text"}';
            const headers = ['Content-Type: application/json', `Content-Length: ${body.length}`];
            const socket = stage.send(user, 'PUT', path, ...headers);
            const read = `GET /api/v1/me HTTP/1.1\r\nHost: gateway\r\nAuthorization: Bearer ${user.token}\r\n\r\n`;
            // The save waits for the lock, and the answers to the others wait behind its answer.
            socket.write(body + read.repeat(REQUESTS - 1 + MORE));
            await until(async () => (await stage.turnedAway('requests')) === refused + MORE);
            await until(() => stage.served(user) === served + REQUESTS - 1);
            expect(await isFull()).to.equal(true);
            socket.destroy();
            // Only the save is left. It still waits in the database.
            await until(async () => !(await isFull()));
        });
        await until(async () => {
            const full = await Promise.all(Array.from({ length: REQUESTS }, isFull));
            return !full.includes(true);
        });
    });
});
