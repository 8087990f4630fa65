// SPDX-License-Identifier: MIT

import { expect } from 'chai';
import { type AuthServer, authServerOf, newEmail } from '../test/auth-server.js';
import { describeLaunchedAuth, type LaunchedServer } from '../test/describe-auth.js';

describeLaunchedAuth('Auth without confirmation of addresses', tested => {
    let cloud: LaunchedServer;
    let server: AuthServer;
    before(async () => {
        cloud = await tested.launch({ confirmEmails: false });
        server = authServerOf(cloud.ready);
    });
    after(() => cloud.stop());

    const credentials = (): { email: string; password: string } => ({
        email: newEmail(),
        password: 'correct horse 1'
    });

    it('signs up at once, without a mail, and refuses a known address', async () => {
        const user = credentials();
        const signedUp = await server.send('POST', '/signup', user);
        expect(signedUp.body.access_token).to.be.a('string');
        expect(await server.mailsTo(user.email)).to.deep.equal([]);
        const again = await server.send('POST', '/signup', user);
        expect([again.status, again.body.error_code]).to.deep.equal([422, 'user_already_exists']);
        const { body } = await server.send('GET', '/settings');
        expect(body.mailer_autoconfirm).to.equal(true);
    });

    it('confirms a user who waited, and keeps the password', async () => {
        const user = credentials();
        const { body } = await server.send('POST', '/signup', user);
        await server.query('update auth.users set email_confirmed_at = null where id = $1', body.user.id);
        const again = await server.send('POST', '/signup', { ...user, password: 'another horse 1' });
        expect([again.status, again.body.user.id]).to.deep.equal([200, body.user.id]);
        expect((await server.send('POST', '/token?grant_type=password', user)).status).to.equal(200);
    });

    it('sends a new user a link to sign in', async () => {
        const email = newEmail();
        expect((await server.send('POST', '/otp', { email })).status).to.equal(200);
        const { code, link, text, html } = await server.mailTo(email);
        expect(new URL(link).searchParams.get('type')).to.equal('magiclink');
        if (tested.isOwn) {
            // Supabase's own server sends no text.
            expect(text).to.include(code).and.to.include(link);
        }
        expect(html).to.include('<h1');
        const verified = await server.send('POST', '/verify', { type: 'email', email, token: code });
        expect(verified.status).to.equal(200);
    });

    it('changes the email by one code', async () => {
        const user = credentials();
        const { body } = await server.send('POST', '/signup', user);
        const email = newEmail();
        await server.send('PUT', '/user', { email }, body.access_token);
        const { code: token } = await server.mailTo(email);
        const changed = await server.send('POST', '/verify', { type: 'email_change', email, token });
        expect([changed.status, changed.body.user?.email]).to.deep.equal([200, email]);
    });

    // In a project, the gateway before Supabase's own server asks for the key.
    if (tested.isOwn) {
        it('needs a key, but not for a link', async () => {
            const url = `${cloud.ready.supabaseUrl}/auth/v1`;
            for (const [method, path] of [
                ['POST', '/signup'],
                ['POST', '/otp'],
                ['POST', '/recover'],
                ['POST', '/verify'],
                ['PUT', '/user'],
                ['GET', '/settings']
            ] as const) {
                const response = await fetch(`${url}${path}`, { method, ...(method !== 'GET' && { body: '{}' }) });
                expect(response.status, path).to.equal(401);
            }
            const opened = await server.send('GET', `${url}/verify?type=signup&token=x`);
            expect(opened.status).to.equal(303);
        });
    }

    it('stores the data of users as objects, as Supabase Auth does', async () => {
        await server.send('POST', '/signup', { ...credentials(), data: { name: 'Ada' } });
        await server.query(`
            do $$ begin
                assert not exists (
                    select from auth.users
                    where jsonb_typeof(raw_user_meta_data) <> 'object' or jsonb_typeof(raw_app_meta_data) <> 'object'
                );
                assert not exists (select from auth.identities where jsonb_typeof(identity_data) <> 'object');
                assert exists (select from auth.identities where email is not null);
            end $$`);
    });
});
