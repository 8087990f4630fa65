// SPDX-License-Identifier: MIT

import { expect } from 'chai';
import pg from 'pg';
import { newChallenge, newEmail } from '../../test/auth-server.js';
import { describeLaunchedAuth, type LaunchedServer } from '../../test/describe-auth.js';
import { inTransaction } from '../users/transaction.js';
import { completeSignIn, findSignIn, noteSignIn } from './own-providers.js';

describeLaunchedAuth('a sign-in at a provider that Supabase Lite lacks', tested => {
    if (!tested.isOwn) {
        return;
    }
    let cloud: LaunchedServer;
    let database: pg.Pool;
    before(async () => {
        cloud = await tested.launch({ confirmEmails: true });
        database = new pg.Pool({ connectionString: cloud.ready.databaseUrl });
        // The server ends connections that are about to close.
        database.on('connect', client => client.on('error', () => undefined));
    });
    after(async () => {
        await database.end();
        await cloud.stop();
    });

    for (const [title, challenge] of [
        ['with PKCE', newChallenge()],
        ['without it', { code_challenge: '', code_challenge_method: '' }]
    ] as const) {
        it(`is completed once, also when the provider leads back twice at the same time: ${title}`, async () => {
            const state = await noteSignIn(database, 'azure', 'http://127.0.0.1:3000/', challenge);
            const attempt = await findSignIn(database, state);
            if (attempt === undefined) {
                throw new Error('There is no such sign-in.');
            }
            const profile = { sub: state, email: newEmail(), email_verified: true };
            const complete = () => inTransaction(database, client => completeSignIn(client, attempt, profile));
            await complete();
            const error: unknown = await complete().catch((reason: unknown) => reason);
            expect(error).to.include({ errorCode: 'flow_state_already_used' });
        });
    }
});
