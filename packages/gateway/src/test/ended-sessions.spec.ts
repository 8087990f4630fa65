// SPDX-License-Identifier: MIT

import { expect } from 'chai';
import { describeOverEachWay } from './each-way';
import { stageGateway } from './gateway-stage';
import { errorOf, GatewayUser } from './gateway-user';

const NEW_DOCUMENT = { name: 'a.md', language_id: 'markdown' };

describeOverEachWay('a session that has ended', startGateway => {
    const stage = stageGateway('pro', startGateway);

    it('changes nothing while its access token is valid, and reads', async () => {
        const bob = await GatewayUser.signUp(stage.cloud, stage.gateway.url);
        await bob.setTier('pro');
        const id = await bob.create(NEW_DOCUMENT);
        const { status } = await fetch(`${stage.cloud.supabaseUrl}/auth/v1/logout?scope=local`, {
            method: 'POST',
            headers: { apikey: stage.cloud.anonKey, Authorization: `Bearer ${bob.token}` }
        });
        expect(status).to.equal(204);
        for (const [method, path, json] of [
            ['POST', '/api/v1/documents', NEW_DOCUMENT],
            ['PUT', `/api/v1/documents/${id}`, { content: 'other' }],
            ['DELETE', `/api/v1/documents/${id}`, undefined],
            ['POST', `/api/v1/documents/${id}/shares`, { email: 'b@example.com', permission: 'view' }],
            ['POST', '/api/v1/api-keys', { name: 'key', scopes: ['documents:read'] }]
        ] as const) {
            const answer = await bob.send(method, path, json ? { json } : {});
            expect([answer.status, errorOf(answer).code], `${method} ${path}`).to.deep.equal([401, 'UNAUTHORIZED']);
        }
        expect((await bob.send('GET', `/api/v1/documents/${id}`)).status).to.equal(200);
    });
});
