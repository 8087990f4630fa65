// SPDX-License-Identifier: MIT

import { expect } from 'chai';
import { type AuthServer } from '../../test/auth-server.js';
import { describeAuth } from '../../test/describe-auth.js';

describeAuth('signing out', tested => {
    let server: AuthServer;
    before(async () => {
        server = await tested.shared();
    });

    for (const [query, here, elsewhere] of [
        ['', 403, 403],
        ['?scope=global', 403, 403],
        ['?scope=local', 403, 200],
        ['?scope=others', 200, 403]
    ] as const) {
        it(`ends the sessions of its scope: ${query || 'all of them'}`, async () => {
            const { email, password, token } = await server.newUser();
            const other = await server.send('POST', '/token?grant_type=password', { email, password });
            expect((await server.send('POST', `/logout${query}`, undefined, token)).status).to.equal(204);
            const statuses = [
                (await server.send('GET', '/user', undefined, token)).status,
                (await server.send('GET', '/user', undefined, other.body.access_token)).status
            ];
            expect(statuses).to.deep.equal([here, elsewhere]);
        });
    }

    it('refuses another scope', async () => {
        const { token } = await server.newUser();
        const answer = await server.send('POST', '/logout?scope=some', undefined, token);
        expect([answer.status, answer.body.msg]).to.deep.equal([400, 'Unsupported logout scope "some"']);
    });
});

describeAuth('the settings', tested => {
    it('name the ways to sign in that are on offer, as Supabase Auth does', async () => {
        const server = await tested.shared();
        const { status, body } = await server.send('GET', '/settings');
        expect(status).to.equal(200);
        expect(Object.keys(body).sort()).to.deep.equal([
            ...['disable_signup', 'external', 'mailer_autoconfirm', 'passkeys_enabled', 'phone_autoconfirm'],
            ...['saml_enabled', 'saml_private_key_next_configured', 'sms_provider']
        ]);
        expect(body).to.include({ disable_signup: false, mailer_autoconfirm: false, saml_enabled: false });
        expect(Object.keys(body.external)).to.have.length(26);
        const offered = Object.entries(body.external).filter(([, isOffered]) => isOffered === true);
        expect(offered).to.deep.equal([['email', true]]);
    });
});
