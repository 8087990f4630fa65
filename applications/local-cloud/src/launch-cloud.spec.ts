// SPDX-License-Identifier: MIT

import { createClient } from '@supabase/supabase-js';
import { expect } from 'chai';
import { networkInterfaces } from 'node:os';
import pg from 'pg';
import { z } from 'zod';
import { type LaunchedCloud, launchCloud } from './launch-cloud.js';
import { readGrants } from './supabase/grants.js';
import { withConnection } from './supabase/database.js';
import { isAlive } from './process/process-identity.js';
import { grantsOfMigrations } from './test/grants-of-migrations.js';

const never = new AbortController().signal;

async function codeOf(attempt: Promise<unknown>): Promise<unknown> {
    return attempt.then(
        () => 'no error',
        (error: unknown) => (error instanceof Error && 'code' in error ? error.code : error)
    );
}

describe('a launched cloud', () => {
    let cloud: LaunchedCloud;

    before(async () => {
        cloud = await launchCloud({ defaultTier: 'pro' });
    });

    after(async () => {
        await cloud.stop();
        expect(isAlive(cloud.pid)).to.equal(false);
    });

    it('gives a new user the default tier [FR-131]', async () => {
        const client = createClient(cloud.ready.supabaseUrl, cloud.ready.anonKey, { auth: { persistSession: false } });
        const { error } = await client.auth.signUp({ email: 'a@example.com', password: 'correct horse' });
        expect(error).to.equal(null);
        const { data } = await client.from('user_profiles').select('tier');
        expect(data).to.deep.equal([{ tier: 'pro' }]);
    });

    it('has a ready gateway that accepts the session of a user', async () => {
        const client = createClient(cloud.ready.supabaseUrl, cloud.ready.anonKey, { auth: { persistSession: false } });
        const { data } = await client.auth.signUp({ email: 'b@example.com', password: 'correct horse' });
        await client.rpc('create_document', { name: 'b.yml', language_id: 'yaml', content: 'b: 1' });
        const headers = { authorization: `Bearer ${data.session?.access_token}` };
        const ask = async (path: string): Promise<unknown> => {
            const answer = await fetch(`${cloud.ready.gatewayUrl}${path}`, { headers });
            expect(answer.status, path).to.equal(200);
            return answer.json();
        };
        expect(await ask('/healthz')).to.deep.equal({ data: { status: 'alive' } });
        expect(await ask('/readyz')).to.deep.equal({ data: { status: 'ready' } });
        expect(await ask('/api/v1/documents')).to.have.nested.property('data[0].name', 'b.yml');
    });

    it('has exactly the grants of the migrations', async () => {
        const grants = await withConnection(cloud.ready.databaseUrl, never, readGrants);
        expect(grants).to.deep.equal(await grantsOfMigrations());
        expect(grants).not.to.include('table documents INSERT to authenticated by postgres');
    });

    it('lets anon and authenticated use the schema auth, as hosted Supabase does', async () => {
        const used = await withConnection(cloud.ready.databaseUrl, never, async client => {
            const { rows } = await client.query(
                `select has_schema_privilege(role, 'auth', 'usage') as usage from unnest(array['anon', 'authenticated']) role`
            );
            return z.array(z.object({ usage: z.boolean() })).parse(rows);
        });
        expect(used).to.deep.equal([{ usage: true }, { usage: true }]);
    });

    it('refuses requests without a key', async () => {
        for (const path of ['/rest/v1/documents', '/rest/v1/tier_limits', '/auth/v1/settings']) {
            expect((await fetch(cloud.ready.supabaseUrl + path)).status, path).to.equal(401);
        }
    });

    it('refuses PostgreSQL connections with a wrong password', async () => {
        for (const user of ['postgres', 'supabase_admin', 'authenticated']) {
            const url = new URL(cloud.ready.databaseUrl);
            url.username = user;
            url.password = 'guess';
            const client = new pg.Client({ connectionString: url.href });
            expect(await codeOf(client.connect()), user).to.equal('28P01');
        }
    });

    it('listens only on the loopback interface', async function () {
        const outside = Object.values(networkInterfaces())
            .flat()
            .find(address => address?.family === 'IPv4' && !address.internal)?.address;
        if (outside === undefined) {
            this.skip();
        }
        for (const address of [cloud.ready.supabaseUrl, cloud.ready.gatewayUrl ?? '']) {
            const url = new URL(address);
            url.hostname = outside;
            const attempt = fetch(url).catch((error: Error) => Promise.reject(error.cause as Error));
            expect(await codeOf(attempt), address).to.equal('ECONNREFUSED');
        }
        const database = new URL(cloud.ready.databaseUrl);
        database.hostname = outside;
        const client = new pg.Client({ connectionString: database.href });
        expect(await codeOf(client.connect())).to.equal('ECONNREFUSED');
    });
});

describe('a cloud launched with everything granted', () => {
    it('grants all of our tables, functions and schemas to anon and authenticated', async () => {
        const cloud = await launchCloud({ grants: 'everything', gateway: false });
        try {
            expect(cloud.ready.gatewayUrl).to.equal(null);
            const grants = await withConnection(cloud.ready.databaseUrl, never, readGrants);
            for (const role of ['anon', 'authenticated']) {
                expect(grants).to.include.members([
                    `table documents DELETE to ${role} by postgres`,
                    `table document_versions INSERT to ${role} by postgres`,
                    `table sanyam_private.settings UPDATE to ${role} by postgres`,
                    `schema sanyam_private USAGE to ${role} by postgres`,
                    `function sanyam_private.create_profile() EXECUTE to ${role} by postgres`
                ]);
            }
        } finally {
            await cloud.stop();
        }
    });
});

describe('a cloud that does not start', () => {
    it('rejects with its standard error', async () => {
        const error: unknown = await launchCloud({ defaultTier: 'gold' }).catch((reason: unknown) => reason);
        expect(error).to.be.instanceOf(Error);
        expect(String(error)).to.contain('unknown tier "gold"');
    });
});
