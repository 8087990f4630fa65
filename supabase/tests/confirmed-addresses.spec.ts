// SPDX-License-Identifier: MIT

import type { ReadyLine } from '@sanyam/local-cloud';
import { Database } from '@sanyam/test-kit/database';
import { Persona } from '@sanyam/test-kit/persona';
import { ownTestCloud } from '@sanyam/test-kit/test-cloud';
import { mintToken } from '@sanyam/test-kit/tokens';
import { expect } from 'chai';
import { AuthServer, type AuthUser } from './support/auth-server.js';
import { newAddress, share, signUpSharer, succeed } from './support/share-calls.js';

describe('a share with an address, where addresses must be confirmed', () => {
    let cloud: ReadyLine;
    let database: Database;
    let auth: AuthServer;
    let owner: Persona;
    before(async () => {
        cloud = await ownTestCloud();
        database = new Database(cloud);
        auth = new AuthServer(database);
        owner = await signUpSharer({ cloud, database });
        await needConfirmation(true);
    });
    after(async () => {
        await needConfirmation(false);
        await database.close();
    });

    const needConfirmation = (on: boolean) =>
        database.query('update sanyam_private.settings set shares_need_confirmed_email = $1', [on]);

    /** Returns how many of two shares a user has: one from before `work`, one from after it. */
    async function sharesAfter(work: () => Promise<AuthUser>, email: string): Promise<number> {
        const [early, late] = [await owner.create(), await owner.create()];
        await share(owner, early, email, 'view');
        const { id } = await work();
        await share(owner, late, email, 'view');
        const reader = Persona.bearer(cloud, mintToken({ sub: id, role: 'authenticated' }, cloud.jwtSecret));
        const { items } = await reader.list();
        return items.filter(item => [early.id, late.id].includes(item.id)).length;
    }

    /** Signs up with an address that Auth confirms by itself. */
    async function signUpUnseen(email: string): Promise<AuthUser> {
        const user = await auth.signUp({ email, metadata: { email_verified: true } });
        await auth.confirm(user);
        return user;
    }

    async function signUpWithLink(email: string): Promise<AuthUser> {
        const user = await auth.signUp({ email });
        await auth.sendConfirmation(user);
        await auth.useConfirmation(user);
        return user;
    }

    /** Changes the address of a user who confirmed the old one. */
    async function change(email: string, toBoth: boolean, usesFirst: boolean): Promise<AuthUser> {
        const user = await signUpWithLink(newAddress());
        await auth.sendChange(user, email, toBoth);
        if (usesFirst) {
            await auth.useFirstLink(user);
        }
        await auth.changeEmail(user, email);
        return user;
    }

    const given: Record<string, (email: string) => Promise<AuthUser>> = {
        'the link of a confirmation was used': signUpWithLink,
        'the link of a confirmation was used, and the password changed later': async email => {
            const user = await signUpWithLink(email);
            await auth.changePassword(user);
            return user;
        },
        'a confirmation was sent by a server that does not mark the identity': async email => {
            const user = await auth.signUp({ email });
            await database.query(
                `update auth.identities set identity_data = identity_data - 'email_verified' where user_id = $1`,
                [user.id]
            );
            await auth.sendConfirmation(user);
            await auth.confirm(user);
            return user;
        },
        'a link to sign in was used': async email => {
            const user = await signUpUnseen(email);
            await auth.sendLink(user);
            await auth.useLink(user);
            return user;
        },
        'a link was used for a new password': async email => {
            const user = await signUpUnseen(email);
            await auth.sendLink(user);
            await auth.useLink(user);
            await auth.changePassword(user);
            return user;
        },
        'a link was used before the confirmation': async email => {
            const user = await auth.signUp({ email });
            await auth.sendLink(user);
            await auth.useLink(user);
            await auth.confirm(user);
            return user;
        },
        'the link to a new address was used': email => change(email, false, false),
        'the links to the old and to the new address were used': email => change(email, true, true),
        'an identity provider verified it': async email => {
            const user = await auth.signUp({ email });
            await auth.identify(user, 'github', { sub: '7', email, email_verified: true });
            await auth.confirm(user);
            return user;
        },
        'an identity provider verified it, and the user linked it later': async email => {
            const user = await signUpUnseen(email);
            await auth.identify(user, 'github', { sub: '7', email: email.toUpperCase(), email_verified: true });
            return user;
        },
        'single sign-on has it': async email => {
            const user = await auth.signUp({ email: newAddress() });
            await auth.identify(user, 'sso:0b1c', { sub: '8', email, email_verified: true });
            await auth.set(user, `is_sso_user = true, email = '${email}'`);
            await auth.confirm(user);
            return user;
        },
        'an operator vouches for it': async email => {
            const user = await signUpUnseen(email);
            await database.query('select sanyam_private.confirm_address($1)', [user.id]);
            return user;
        }
    };
    for (const [what, work] of Object.entries(given)) {
        it(`reaches the user when ${what} [FR-036]`, async () => {
            const email = newAddress();
            expect(await sharesAfter(() => work(email), email)).to.equal(2);
        });
    }

    const waiting: Record<string, (email: string) => Promise<AuthUser>> = {
        'Auth confirmed the address by itself': signUpUnseen,
        'the user only signed up': email => auth.signUp({ email }),
        'the confirmation was sent, and Auth later confirmed the address by itself': async email => {
            const user = await auth.signUp({ email });
            await auth.sendConfirmation(user);
            await auth.confirm(user);
            return user;
        },
        'a link was sent and not used': async email => {
            const user = await signUpUnseen(email);
            await auth.sendLink(user);
            return user;
        },
        'a link was sent and not used, and the password changed': async email => {
            const user = await signUpUnseen(email);
            await auth.sendLink(user);
            await auth.changePassword(user);
            return user;
        },
        'only the link to the old address was used, which Auth accepts where it confirms addresses by itself': email =>
            change(email, true, false),
        'an anonymous user added the address, and Auth confirmed it by itself': async email => {
            const user = await auth.signUp({ email: newAddress() });
            await auth.changeEmail(user, email);
            await auth.confirm(user);
            return user;
        },
        'an administrator changed the address': async email => {
            const user = await signUpWithLink(newAddress());
            user.email = email;
            await auth.set(user, `email = '${email}'`);
            return user;
        },
        'an identity provider did not verify it': async email => {
            const user = await signUpUnseen(email);
            await auth.identify(user, 'github', { sub: '7', email, email_verified: false });
            return user;
        },
        'an identity provider verified another address': async email => {
            const user = await signUpUnseen(email);
            await auth.identify(user, 'github', { sub: '7', email: newAddress(), email_verified: true });
            return user;
        },
        'a first password created a verified identity': async email => {
            const user = await signUpUnseen(email);
            await database.query('delete from auth.identities where user_id = $1', [user.id]);
            await auth.identify(user, 'email', { sub: user.id, email, email_verified: true });
            return user;
        }
    };
    for (const [what, work] of Object.entries(waiting)) {
        it(`waits while ${what}`, async () => {
            const email = newAddress();
            expect(await sharesAfter(() => work(email), email)).to.equal(0);
        });
    }

    it('goes to the user who reads the mail, not to one who signed up with the address before', async () => {
        const email = newAddress();
        await signUpUnseen(email);
        const squatter = (await database.query('select id from auth.users where email = $1', [email]))[0]?.['id'];
        await database.query('update auth.users set is_sso_user = true where id = $1', [squatter]);
        expect(await sharesAfter(() => signUpWithLink(email), email)).to.equal(2);
    });

    it('ends for a user who changes to an address that they do not confirm', async () => {
        const email = newAddress();
        const user = await signUpWithLink(email);
        const after = async () => {
            await auth.set(user, `email = '${newAddress()}'`);
            return user;
        };
        expect(await sharesAfter(after, email)).to.equal(0);
    });

    it('and an offer of ownership wait for the same', async () => {
        const email = newAddress();
        const { id } = await owner.create();
        succeed(await owner.call('offer_ownership', { document_id: id, email }));
        const user = await signUpUnseen(email);
        const reader = Persona.bearer(cloud, mintToken({ sub: user.id, role: 'authenticated' }, cloud.jwtSecret));
        expect((await reader.call('list_ownership_offers')).data).to.deep.equal([]);
        expect((await reader.call('accept_ownership', { document_id: id })).status).to.equal(404);
        await auth.sendLink(user);
        await auth.useLink(user);
        succeed(await reader.call('accept_ownership', { document_id: id }));
    });

    it('follows a change of the setting, and the account of the user says so', async () => {
        const email = newAddress();
        const document = await owner.create();
        await share(owner, document, email, 'view');
        const user = await signUpUnseen(email);
        const reader = Persona.bearer(cloud, mintToken({ sub: user.id, role: 'authenticated' }, cloud.jwtSecret));
        for (const needed of [true, false, true]) {
            await needConfirmation(needed);
            expect((await reader.list()).total_count).to.equal(needed ? 0 : 1);
            expect(await reader.account()).to.include({ receives_shares: !needed });
        }
        await auth.sendLink(user);
        await auth.useLink(user);
        expect((await reader.list()).total_count).to.equal(1);
        expect(await reader.account()).to.include({ receives_shares: true });
    });

    it('gives the same answer in every case, so that nobody learns who reads their mail', async () => {
        const [unseen, confirmed, nobody] = [newAddress(), newAddress(), newAddress()];
        await signUpUnseen(unseen);
        await signUpWithLink(confirmed);
        const answers = [];
        for (const email of [unseen, confirmed, nobody]) {
            const {
                id,
                document_id,
                email: to,
                created_at,
                updated_at,
                ...rest
            } = await share(owner, await owner.create(), email, 'view');
            expect([id, document_id, to, created_at, updated_at]).to.have.length(5);
            answers.push(rest);
        }
        expect(answers[1]).to.deep.equal(answers[0]);
        expect(answers[2]).to.deep.equal(answers[0]);
    });
});
