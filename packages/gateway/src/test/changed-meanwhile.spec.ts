// SPDX-License-Identifier: MIT

import { Database } from '@sanyam/test-kit/database';
import { expect } from 'chai';
import { connect } from 'node:net';
import { z } from 'zod';
import { describeOverEachWay } from './each-way';
import { stageGateway } from './gateway-stage';
import { GatewayUser } from './gateway-user';

const BODY = '{"content":"written with a key that is no longer valid"}';

const keySchema = z.object({ data: z.object({ id: z.string(), secret: z.string() }) });

describeOverEachWay('what changes while a body is on its way', startGateway => {
    const stage = stageGateway('enterprise', startGateway);
    let database: Database;
    before(() => {
        database = new Database(stage.cloud);
    });
    after(() => database.close());

    /** Starts a save with a key, changes something when the gateway has admitted it, and then sends the body. */
    async function saveWhile(user: GatewayUser, change: (keyId: string) => Promise<unknown>): Promise<string> {
        const path = `/api/v1/documents/${await user.create({ content: 'before' })}`;
        const json = { name: 'k', scopes: ['documents:write'] };
        const { id, secret } = keySchema.parse((await user.send('POST', '/api/v1/api-keys', { json })).body).data;
        const { hostname, port } = new URL(stage.gateway.url);
        const socket = connect({ host: hostname, port: Number(port) });
        const lines = [
            `PUT ${path} HTTP/1.1`,
            'Host: gateway',
            `Authorization: Bearer ${secret}`,
            'Content-Type: application/json',
            `Content-Length: ${BODY.length}`,
            'Connection: close',
            // The invitation shows that the request is admitted.
            'Expect: 100-continue'
        ];
        socket.write(`${lines.join('\r\n')}\r\n\r\n`);
        let received = '';
        for await (const chunk of socket) {
            received += String(chunk);
            if (received === 'HTTP/1.1 100 Continue\r\n\r\n') {
                await change(id);
                socket.write(BODY);
            }
        }
        const read = await user.send('GET', path);
        const written = read.text.includes('no longer valid');
        expect(written).to.equal(/HTTP\/1\.1 200 /.test(received));
        return received;
    }

    it('is nothing: the save succeeds', async () => {
        expect(await saveWhile(stage.ada, () => Promise.resolve())).to.include('HTTP/1.1 200 ');
    });

    it('is the key, which is revoked: nothing is written [FR-081]', async () => {
        const answer = await saveWhile(stage.ada, id => stage.ada.send('DELETE', `/api/v1/api-keys/${id}`));
        expect(answer).to.include('HTTP/1.1 401 ').and.to.include('"reason":"revoked"');
    });

    it('is the key, which expires: nothing is written', async () => {
        const answer = await saveWhile(stage.ada, id =>
            database.query(
                `update public.api_keys set created_at = now() - interval '2 hours', expires_at = now() - interval '1 hour'
                 where id = $1`,
                [id]
            )
        );
        expect(answer).to.include('HTTP/1.1 401 ').and.to.include('"reason":"expired"');
    });

    it('is the plan, which loses API keys: nothing is written', async () => {
        const bob = await GatewayUser.signUp(stage.cloud, stage.gateway.url);
        const tier = await bob.giveOwnTier(1_000_000);
        const answer = await saveWhile(bob, () =>
            database.query('update public.tier_limits set has_api_keys = false where tier = $1', [tier])
        );
        expect(answer.split('\r\n\r\n').slice(1).join()).to.match(/^HTTP\/1\.1 403 [^]*FEATURE_NOT_AVAILABLE/);
    });

    it('is the plan, which becomes smaller: a text that it does not allow is refused', async () => {
        const bob = await GatewayUser.signUp(stage.cloud, stage.gateway.url);
        const tier = await bob.giveOwnTier(1_000_000);
        const answer = await saveWhile(bob, () => database.changeTier(tier, 'max_document_size_bytes', 10));
        expect(answer).to.include('HTTP/1.1 413 ').and.to.include('DOCUMENT_TOO_LARGE');
    });
});
