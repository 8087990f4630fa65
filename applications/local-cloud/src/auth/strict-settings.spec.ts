// SPDX-License-Identifier: MIT

import { expect } from 'chai';
import { type AuthServer, authServerOf, newEmail } from '../test/auth-server.js';
import { describeLaunchedAuth, type LaunchedServer } from '../test/describe-auth.js';

const PASSWORD = 'correct horse 1';

interface Session {
    readonly id: string;
    readonly email: string;
    readonly token: string;
}

/** Changes the password. Returns the status, and the code of a refusal. */
async function change(server: AuthServer, { token }: Session, password: string, nonce?: string): Promise<unknown[]> {
    const json = { password, ...(nonce !== undefined && { nonce }) };
    const { status, body } = await server.send('PUT', '/user', json, token);
    return [status, body.error_code];
}

/** Returns the code of a mail that shows that the user is still the one who signed in. */
async function codeOf(server: AuthServer, { email, token }: Session): Promise<string> {
    expect((await server.send('GET', '/reauthenticate', undefined, token)).status).to.equal(200);
    return (await server.mailTo(email)).code;
}

describeLaunchedAuth('Auth with a shorter minimum for passwords than Supabase Auth has', tested => {
    it('wants six characters, so that the IDE’s question for the rule signs nobody up', async () => {
        const cloud = await tested.launch({ confirmEmails: false, auth: { minimum_password_length: 2 } });
        try {
            const server = authServerOf(cloud.ready);
            for (const [email, password] of [
                ['nobody@sanyam.invalid', '·'],
                [newEmail(), '12345']
            ] as const) {
                const { status, body } = await server.send('POST', '/signup', { email, password });
                expect([status, body.msg]).to.deep.equal([422, 'Password should be at least 6 characters.']);
            }
            const allowed = await server.send('POST', '/signup', { email: newEmail(), password: '123456' });
            expect(allowed.status).to.equal(200);
        } finally {
            await cloud.stop();
        }
    });
});

describeLaunchedAuth('Auth with stricter settings than those of the repository', tested => {
    let cloud: LaunchedServer;
    let server: AuthServer;
    before(async () => {
        cloud = await tested.launch({
            confirmEmails: true,
            auth: { password_requirements: 'letters_digits', enable_manual_linking: false },
            email: { max_frequency: '1m', secure_password_change: true }
        });
        server = authServerOf(cloud.ready);
    });
    after(() => cloud.stop());

    it('links and unlinks no providers, and says so', async () => {
        const email = newEmail();
        await server.send('POST', '/signup', { email, password: PASSWORD });
        const { code: token } = await server.mailTo(email);
        const { body } = await server.send('POST', '/verify', { type: 'signup', email, token });
        for (const [method, path] of [
            ['GET', '/user/identities/authorize?provider=github'],
            ['DELETE', `/user/identities/${crypto.randomUUID()}`]
        ] as const) {
            const answer = await server.send(method, path, undefined, body.access_token);
            expect([answer.status, answer.body.error_code, answer.body.msg]).to.deep.equal([
                404,
                'manual_linking_disabled',
                'Manual linking is disabled'
            ]);
        }
    });

    // Supabase's own server limits them by account, and so tells which addresses have one.
    if (tested.isOwn) {
        it('has the same limits of mails for an address with an account, one that waits for its mail, and one without', async () => {
            const waiting = newEmail();
            await server.send('POST', '/signup', { email: waiting, password: PASSWORD });
            for (const email of [(await server.newUser()).email, waiting, newEmail()]) {
                const statuses = [];
                for (const path of ['/otp', '/magiclink', '/recover', '/otp']) {
                    statuses.push((await server.send('POST', path, { email })).status);
                }
                expect(statuses).to.deep.equal([200, 429, 429, 429]);
            }
        });
    }

    it('names all rules that a password breaks', async () => {
        const sets = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ, 0123456789';
        const characters = `Password should contain at least one character of each: ${sets}.`;
        for (const [password, reasons, msg] of [
            ['letters only', ['characters'], characters],
            ['x', ['length', 'characters'], `Password should be at least 8 characters. ${characters}`]
        ] as const) {
            const { status, body } = await server.send('POST', '/signup', { email: newEmail(), password });
            expect([status, body]).to.deep.equal([
                422,
                { code: 422, error_code: 'weak_password', msg, weak_password: { reasons } }
            ]);
        }
    });

    it('wants a code for a new password once the session is a day old: a new one, one’s own, and once', async () => {
        const age = async ({ id }: Session, hours: number): Promise<void> =>
            server.query(
                'update auth.sessions set created_at = now() - make_interval(hours => $2) where user_id = $1',
                id,
                hours
            );
        const [ada, bob, cyd] = [await server.newUser(), await server.newUser(), await server.newUser()];
        await age(cyd, 23);
        expect(await change(server, cyd, 'a new horse 2')).to.deep.equal([200, undefined]);

        await age(ada, 25);
        await age(bob, 25);
        expect(await change(server, ada, 'a new horse 2')).to.deep.equal([400, 'reauthentication_needed']);
        const [own, other] = [await codeOf(server, ada), await codeOf(server, bob)];
        const wrong = String((Number(own) + 1) % 1_000_000).padStart(6, '0');
        const refused = [422, 'reauthentication_not_valid'];
        for (const code of [wrong, ...(other === own ? [] : [other])]) {
            expect(await change(server, ada, 'a new horse 2', code)).to.deep.equal(refused);
        }
        expect(await change(server, ada, 'a new horse 2', own)).to.deep.equal([200, undefined]);
        expect(await change(server, ada, 'a third horse 3', own)).to.deep.equal(refused);

        await server.query(
            `update auth.users set reauthentication_sent_at = now() - interval '61 minutes' where id = $1`,
            bob.id
        );
        expect(await change(server, bob, 'a new horse 2', other)).to.deep.equal(refused);
    });
});
