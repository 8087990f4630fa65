// SPDX-License-Identifier: MIT

import { until } from '@sanyam/test-kit/until';
import { expect } from 'chai';
import type { Socket } from 'node:net';
import { describeOverEachWay } from './each-way';
import { FairnessStage, SHARE } from './fairness-stage';
import { type Answer, errorOf, type GatewayUser } from './gateway-user';

/** Milliseconds that a call waits for its turn here. A gateway waits 5 seconds. */
const PATIENCE = 300;

describeOverEachWay('one user who fills their share of the database', startGateway => {
    let stage: FairnessStage;
    before(async () => {
        stage = await FairnessStage.open(startGateway, { patience: PATIENCE });
    });
    after(() => stage.close());

    /** Sends a save. */
    function save(user: GatewayUser, path: string): Socket {
        const body = '{"content":"text"}';
        const socket = stage.send(
            user,
            'PUT',
            path,
            'Content-Type: application/json',
            `Content-Length: ${body.length}`
        );
        socket.write(body);
        return socket;
    }

    /** Sends saves while the user's account is locked, and waits until those beyond the share are refused. */
    async function saveWhileLocked(user: GatewayUser, saves: number): Promise<Answer[]> {
        const path = `/api/v1/documents/${await user.create()}`;
        const before = await stage.turnedAway('calls');
        let requests: Promise<Answer>[] = [];
        let saved = 0;
        await stage.whileLocked(user, async () => {
            requests = Array.from({ length: saves }, async (_, number) => {
                const answer = await user.send('PUT', path, { json: { content: `text ${number}` } });
                saved += answer.status === 200 ? 1 : 0;
                return answer;
            });
            await stage.expectOthersServed(() => saved);
            await until(async () => (await stage.turnedAway('calls')) === before + saves - SHARE);
            await stage.expectOthersServed(() => saved);
        });
        return Promise.all(requests);
    }

    it('waits a little for it, and then gets 429 while others are served', async () => {
        const answers = await saveWhileLocked(await stage.newUser(), SHARE + 4);
        expect(answers.filter(({ status }) => status === 200)).to.have.lengthOf(SHARE);
        const refused = answers.filter(({ status }) => status === 429);
        expect(refused).to.have.lengthOf(4);
        for (const answer of refused) {
            expect(errorOf(answer).code).to.equal('TOO_MANY_CONCURRENT_REQUESTS');
            expect(errorOf(answer).details).to.deep.equal({ limit: SHARE });
            expect(answer.headers.get('Retry-After')).to.equal('1');
        }
    });

    it('pays for requests that are refused while they wait for the database [FR-083]', async () => {
        const user = await stage.newUser(1000);
        const remaining = async () =>
            Number((await user.send('GET', '/api/v1/me')).headers.get('X-RateLimit-Remaining'));
        const before = await remaining();
        const saves = SHARE + 4;
        await saveWhileLocked(user, saves);
        // The document, the saves with and without an answer, and the question itself.
        expect(before - (await remaining())).to.equal(1 + saves + 1);
    });

    it('has the same share of the database when its clients send saves and go', async () => {
        const user = await stage.newUser();
        const path = `/api/v1/documents/${await user.create()}`;
        const hasShare = async () => (await user.send('GET', '/api/v1/me')).status === 200;
        await stage.whileLocked(user, async () => {
            const sockets = Array.from({ length: SHARE }, () => save(user, path));
            await until(async () => !(await hasShare()));
            // The saves still wait in the database, although nobody waits for their answers.
            sockets.forEach(socket => socket.destroy());
            save(user, path).destroy();
            expect(await hasShare()).to.equal(false);
        });
        await until(hasShare);
    });
});
