// SPDX-License-Identifier: MIT

import { expect } from 'chai';
import pg from 'pg';
import { describeLaunchedAuth, type LaunchedServer } from '../test/describe-auth.js';

const PROGRAM = 'Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0';

describeLaunchedAuth('a session', tested => {
    let cloud: LaunchedServer;
    let database: pg.Client;
    before(async () => {
        cloud = await tested.launch({ confirmEmails: false });
        database = new pg.Client({ connectionString: cloud.ready.databaseUrl });
        await database.connect();
    });
    after(async () => {
        await database.end();
        await cloud.stop();
    });

    async function send(path: string, body: object, program: string): Promise<{ refresh_token: string }> {
        const response = await fetch(`${cloud.ready.supabaseUrl}/auth/v1${path}`, {
            method: 'POST',
            headers: { apikey: cloud.ready.anonKey, 'content-type': 'application/json', 'user-agent': program },
            body: JSON.stringify(body)
        });
        return response.json() as Promise<{ refresh_token: string }>;
    }

    it('has the name of the program that signed up, signed in, or renewed it last', async () => {
        const user = { email: `ada-${crypto.randomUUID()}@example.com`, password: 'correct horse 1' };
        const programs = async (): Promise<unknown[]> => {
            const { rows } = await database.query<{ user_agent: unknown }>(
                `select s.user_agent from auth.sessions s join auth.users u on u.id = s.user_id
                 where u.email = $1 order by s.created_at`,
                [user.email]
            );
            return rows.map(row => row.user_agent);
        };
        await send('/signup', user, PROGRAM);
        const { refresh_token } = await send('/token?grant_type=password', user, 'curl/8.5.0');
        expect(await programs()).to.deep.equal([PROGRAM, 'curl/8.5.0']);
        await send('/token?grant_type=refresh_token', { refresh_token }, 'curl/9.0.0');
        expect(await programs()).to.deep.equal([PROGRAM, 'curl/9.0.0']);
    });
});
