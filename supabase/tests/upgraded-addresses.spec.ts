// SPDX-License-Identifier: MIT

import type { ReadyLine } from '@sanyam/local-cloud';
import { Database } from '@sanyam/test-kit/database';
import { Persona } from '@sanyam/test-kit/persona';
import { expect } from 'chai';
import { AuthServer, type AuthUser } from './support/auth-server.js';
import { newAddress, share } from './support/share-calls.js';
import { launchUpgraded, type UpgradedCloud } from './support/upgraded-cloud.js';

/** For each kind of user: what Supabase Auth wrote before the upgrade. */
const USERS: Readonly<Record<string, (auth: AuthServer, user: AuthUser) => Promise<void>>> = {
    unseen: (auth, user) => auth.confirm(user),
    confirmed: async (auth, user) => {
        await auth.sendConfirmation(user);
        await auth.useConfirmation(user);
    },
    'confirmed by an older Auth': async (auth, user) => {
        await auth.sendConfirmation(user);
        await auth.confirm(user);
    },
    'confirmed, with a new password': async (auth, user) => {
        await auth.sendConfirmation(user);
        await auth.useConfirmation(user);
        await auth.changePassword(user);
    },
    'with a used link': async (auth, user) => {
        await auth.confirm(user);
        await auth.sendLink(user);
        await auth.useLink(user);
    },
    'with a link that waits': async (auth, user) => {
        await auth.confirm(user);
        await auth.sendLink(user);
    },
    'of an identity provider': async (auth, user) => {
        await auth.confirm(user);
        await auth.identify(user, 'github', { sub: '7', email: user.email, email_verified: true });
    },
    'of an identity provider that verified nothing': async (auth, user) => {
        await auth.confirm(user);
        await auth.identify(user, 'github', { sub: '7', email: user.email, email_verified: false });
    },
    unconfirmed: (auth, user) => auth.sendConfirmation(user)
};

describe('users of the first release, after an upgrade', () => {
    let upgraded: UpgradedCloud<Readonly<Record<string, string>>>;
    let database: Database;

    before(async function () {
        upgraded = await launchUpgraded(fill);
        database = new Database(upgraded.cloud.ready);
    });
    after(async () => {
        await database.close();
        await upgraded.remove();
    });

    /** Returns the kinds of the users by their ids. */
    async function fill(ready: ReadyLine): Promise<Readonly<Record<string, string>>> {
        const first = new Database(ready);
        try {
            const owner = await Persona.signUp(ready);
            await first.setTier(owner.id, 'pro');
            const document = await owner.create();
            const auth = new AuthServer(first);
            const kinds: Record<string, string> = {};
            for (const [kind, write] of Object.entries(USERS)) {
                const user = await auth.signUp({ email: newAddress() });
                await write(auth, user);
                await share(owner, document, user.email, 'view');
                kinds[user.id] = kind;
            }
            return kinds;
        } finally {
            await first.close();
        }
    }

    it('keep their shares if something shows that they read their mail', async () => {
        const shown = await database.query('select user_id, shown_by from sanyam_private.confirmed_addresses');
        expect(
            Object.fromEntries(shown.map(row => [upgraded.before[String(row['user_id'])], row['shown_by']]))
        ).to.deep.equal({
            confirmed: 'confirmation',
            'confirmed by an older Auth': 'confirmation',
            'confirmed, with a new password': 'confirmation',
            'with a used link': 'link',
            'of an identity provider': 'provider'
        });
        // The local cloud has turned the setting off.
        const recipients = async () =>
            (
                await database.query(
                    'select recipient_id from sanyam_private.share_recipients where recipient_id is not null'
                )
            ).length;
        expect(await recipients()).to.equal(Object.keys(USERS).length - 1);
        await database.query('update sanyam_private.settings set shares_need_confirmed_email = true');
        expect(await recipients()).to.equal(shown.length);
    });
});
