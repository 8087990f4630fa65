// SPDX-License-Identifier: MIT

import { until } from '@sanyam/test-kit/until';
import { expect } from 'chai';
import { randomUUID } from 'node:crypto';
import type { Socket } from 'node:net';
import { z } from 'zod';
import { describeOverEachWay } from './each-way';
import { FairnessStage, SHARE } from './fairness-stage';
import { type Answer, errorOf, type GatewayUser } from './gateway-user';

const keySchema = z.object({ data: z.object({ id: z.string(), secret: z.string() }) });

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

    /** Sends waves of saves while the user's account is locked. Before the next, those beyond the share are refused. */
    async function saveWhileLocked(user: GatewayUser, ...waves: number[]): Promise<Answer[]> {
        const path = `/api/v1/documents/${await user.create()}`;
        const before = await stage.turnedAway('calls');
        const requests: Promise<Answer>[] = [];
        let saved = 0;
        const sendSave = async (): Promise<Answer> => {
            const answer = await user.send('PUT', path, { json: { content: `text ${requests.length}` } });
            saved += answer.status === 200 ? 1 : 0;
            return answer;
        };
        await stage.whileLocked(user, async () => {
            for (const saves of waves) {
                for (let sent = 0; sent < saves; sent++) {
                    requests.push(sendSave());
                }
                await stage.expectOthersServed(() => saved);
                await until(async () => (await stage.turnedAway('calls')) === before + requests.length - SHARE);
                await stage.expectOthersServed(() => saved);
            }
        });
        return Promise.all(requests);
    }

    /** Returns an API key that has been used, so that the gateway knows its owner, and revoked. */
    async function makeRevokedKey(user: GatewayUser): Promise<string> {
        const json = { name: 'a key', scopes: ['documents:read'] };
        const { id, secret } = keySchema.parse((await user.send('POST', '/api/v1/api-keys', { json })).body).data;
        expect((await user.sendAs(secret, 'GET', '/api/v1/documents')).status).to.equal(200);
        expect((await user.send('DELETE', `/api/v1/api-keys/${id}`)).status).to.equal(204);
        return secret;
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

    it('pays for all requests that are refused while they wait for the database, whatever it sends next [FR-083]', async () => {
        const user = await stage.newUser(1000);
        const remaining = async () =>
            Number((await user.send('GET', '/api/v1/me')).headers.get('X-RateLimit-Remaining'));
        const revokedKey = await makeRevokedKey(user);
        const before = await remaining();
        const waves = [SHARE + 4, 3, 2];
        await saveWhileLocked(user, ...waves);
        // Neither a refused key nor a count that is rolled back pays for the others.
        expect((await user.sendAs(revokedKey, 'GET', '/api/v1/me')).status).to.equal(401);
        const unknown = `/api/v1/documents/${randomUUID()}`;
        expect((await user.send('GET', unknown)).status).to.equal(404);
        // The document, all saves, the unknown document, and the question itself.
        const used = 1 + waves.reduce((sum, saves) => sum + saves, 0) + 1 + 1;
        expect(before - (await remaining())).to.equal(used);
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
