// SPDX-License-Identifier: MIT

import { mintToken } from '@sanyam/test-kit/tokens';
import { expect } from 'chai';
import { describeOverEachWay } from './each-way';
import { stageGateway } from './gateway-stage';
import { type Answer, errorOf } from './gateway-user';

const NEW_DOCUMENT = { name: 'a.md', language_id: 'markdown' };

describeOverEachWay('a session that was signed in with Azure AD', startGateway => {
    const stage = stageGateway('pro', startGateway);

    function send(method: string, path: string, json?: object, amr = 'oauth'): Promise<Answer> {
        const exp = Math.floor(Date.now() / 1000) + 600;
        const claims = {
            sub: stage.ada.id,
            role: 'authenticated',
            exp,
            amr: [{ method: amr, timestamp: exp }],
            app_metadata: { provider: 'email', providers: ['email', 'azure'] }
        };
        return stage.ada.sendAs(mintToken(claims, stage.cloud.jwtSecret), method, path, json ? { json } : {});
    }

    it('is refused a change where the tier does not have it, and reads and exports [FR-004]', async () => {
        const id = await stage.ada.create(NEW_DOCUMENT);
        for (const [method, path, json] of [
            ['POST', '/api/v1/documents', NEW_DOCUMENT],
            ['PUT', `/api/v1/documents/${id}`, { content: 'other' }],
            ['POST', `/api/v1/documents/${id}/shares`, { email: 'b@example.com', permission: 'view' }],
            ['POST', '/api/v1/api-keys', { name: 'key', scopes: ['documents:read'] }]
        ] as const) {
            const answer = await send(method, path, json);
            const { code, details } = errorOf(answer);
            expect([answer.status, code], path).to.deep.equal([403, 'FEATURE_NOT_AVAILABLE']);
            expect(details).to.deep.include({ feature: 'azure_ad', required_tier: 'enterprise', tier: 'pro' });
        }
        for (const path of ['/documents', `/documents/${id}`, '/me', '/tiers', '/me/export']) {
            expect((await send('GET', `/api/v1${path}`)).status, path).to.equal(200);
        }
        expect((await send('GET', '/api/v1/me')).body).to.have.nested.property(
            'data.sign_in_refusal.required_tier',
            'enterprise'
        );
        expect((await send('DELETE', `/api/v1/documents/${id}`)).status).to.be.lessThan(300);
    });

    it('may do everything where the tier has it, and so may a password [FR-004]', async () => {
        expect((await send('POST', '/api/v1/documents', NEW_DOCUMENT, 'password')).status).to.equal(201);
        await stage.ada.setTier('enterprise');
        expect((await send('POST', '/api/v1/documents', NEW_DOCUMENT)).status).to.equal(201);
    });
});
