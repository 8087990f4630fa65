// SPDX-License-Identifier: MIT

import { signUp } from '@sanyam/test-kit/sign-up';
import { testCloud } from '@sanyam/test-kit/test-cloud';
import { expect } from 'chai';
import { PostgrestDatabaseSession } from '../session/postgrest-database-session';
import { SupabaseClientFactory } from '../session/supabase-client-factory';
import { rejection } from '../test/rejection';
import { CloudSessions } from './cloud-sessions';

describe('CloudSessions', () => {
    async function sessionsWith(token: string): Promise<CloudSessions> {
        const { supabaseUrl, anonKey } = await testCloud();
        const clients = new SupabaseClientFactory(
            { supabaseUrl, supabaseAnonKey: anonKey },
            { accessToken: async () => token }
        );
        return new CloudSessions(new PostgrestDatabaseSession(clients.create(), supabaseUrl));
    }

    it('lists the devices of a user, and signs one out', async () => {
        const { email, password, token, client } = await signUp(await testCloud());
        const { data } = await client.auth.signInWithPassword({ email, password });
        const first = await sessionsWith(token);
        const second = await sessionsWith(data.session?.access_token ?? '');
        const { items, total } = await first.list();
        expect([total, items.map(({ is_current }) => is_current)]).to.deep.equal([2, [true, false]]);
        const other = items[1]?.id ?? '';
        await first.end(other);
        expect((await rejection(first.end(other))).code).to.equal('NOT_FOUND');
        expect((await rejection(second.list())).code).to.equal('UNAUTHORIZED');
        expect((await first.list()).total).to.equal(1);
    });
});
