// SPDX-License-Identifier: MIT

import { createClient } from '@supabase/supabase-js';
import { expect } from 'chai';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { CloudProcess } from './test/cloud-process.js';

/** Variables of users that have nothing to do with the cloud. Nothing listens on port 9. */
const SURROUNDINGS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
    'a proxy for all programs': {
        NODE_USE_ENV_PROXY: '1',
        HTTP_PROXY: 'http://127.0.0.1:9',
        HTTPS_PROXY: 'http://127.0.0.1:9',
        http_proxy: 'http://127.0.0.1:9',
        https_proxy: 'http://127.0.0.1:9',
        ALL_PROXY: 'socks5://127.0.0.1:9',
        NO_PROXY: '.example.com',
        no_proxy: ''
    },
    'another PostgreSQL': {
        PGHOST: 'database.invalid',
        PGPORT: '9',
        PGUSER: 'somebody',
        PGPASSWORD: 'something',
        PGDATABASE: 'elsewhere',
        PGSSLMODE: 'verify-full',
        PGOPTIONS: '-c default_transaction_read_only=on -c search_path=nowhere',
        PGDATA: '/nonexistent',
        PGTZ: 'Asia/Kathmandu',
        PGDATESTYLE: 'German',
        PGCLIENTENCODING: 'LATIN1',
        PGTARGETSESSIONATTRS: 'standby',
        PGMAX: '0',
        PGFETCH_TYPES: 'false',
        PGMAX_LIFETIME: '1'
    },
    'options of Node, another language and another time zone': {
        NODE_OPTIONS: '--use-env-proxy --enable-source-maps --trace-warnings --preserve-symlinks',
        NODE_EXTRA_CA_CERTS: '/nonexistent.pem',
        NODE_ENV: 'production',
        HTTP_PROXY: 'http://127.0.0.1:9',
        NO_PROXY: '',
        no_proxy: '',
        LANG: 'tr_TR.UTF-8',
        LC_ALL: 'de_DE.ISO-8859-1',
        LANGUAGE: 'de',
        TZ: 'Asia/Kathmandu',
        FORCE_COLOR: '3',
        CLICOLOR_FORCE: '1',
        HOME: '/nonexistent',
        XDG_CONFIG_HOME: '/nonexistent',
        GIT_DIR: '/nonexistent',
        PORT: '9',
        HOST: '192.0.2.1'
    }
};

/** Signs up, calls the database, and asks whether the gateway reaches the cloud. */
async function use(cloud: CloudProcess): Promise<void> {
    const { supabaseUrl, anonKey, gatewayUrl } = await cloud.ready();
    const client = createClient(supabaseUrl, anonKey, { auth: { persistSession: false, autoRefreshToken: false } });
    const { data, error } = await client.auth.signUp({ email: 'a@example.com', password: 'correct horse' });
    expect(error).to.equal(null);
    const created = await client.rpc('create_document', { name: 'a.md', language_id: 'markdown', content: 'a' });
    expect(created.error).to.equal(null);
    const ready = await fetch(`${gatewayUrl}/readyz`);
    expect([ready.status, await ready.text()]).to.deep.include(200);
    const list = await fetch(`${gatewayUrl}/api/v1/documents`, {
        headers: { authorization: `Bearer ${data.session?.access_token}` }
    });
    expect(await list.text()).to.contain('a.md');
}

describe('the local cloud of a user whose environment has', () => {
    for (const [name, environment] of Object.entries(SURROUNDINGS)) {
        it(`${name} works`, async () => {
            const cloud = new CloudProcess(['--ephemeral'], { environment });
            await use(cloud);
            expect(await cloud.stop(), cloud.said).to.equal(0);
        });
    }

    it('the variables of Stripe hands them to its gateway', async () => {
        const environment = {
            STRIPE_SECRET_KEY: 'sk_test_secret',
            STRIPE_WEBHOOK_SECRET: 'whsec_secret',
            STRIPE_PRICE_PRO: 'price_1'
        };
        const cloud = new CloudProcess(['--ephemeral'], { environment });
        const { gatewayUrl } = await cloud.ready();
        const answer = await fetch(`${gatewayUrl}/api/v1/webhooks/billing`, { method: 'POST', body: '{}' });
        // Without billing, it would be CLOUD_NOT_CONFIGURED.
        expect([answer.status, await answer.text()]).to.deep.include(400);
        expect(await cloud.stop(), cloud.said).to.equal(0);
        expect(cloud.said).not.to.match(/sk_test_secret|whsec_secret/);
    });

    it('no home folder works', async () => {
        const cloud = new CloudProcess(['--ephemeral'], { environment: { HOME: undefined } });
        await use(cloud);
        expect(await cloud.stop(), cloud.said).to.equal(0);
    });

    it('a proxy and another PostgreSQL answers the process that launched it', async () => {
        const program = `
            import { launchCloud } from ${JSON.stringify(import.meta.resolve('./index.js'))};
            import pg from 'pg';
            const cloud = await launchCloud();
            const { supabaseUrl, anonKey, databaseUrl } = cloud.ready;
            const { status } = await fetch(supabaseUrl + '/auth/v1/settings', { headers: { apikey: anonKey } });
            const client = new pg.Client({ connectionString: databaseUrl });
            await client.connect();
            const { rows } = await client.query('show default_transaction_read_only');
            await client.end();
            await cloud.stop();
            console.log(status, rows[0].default_transaction_read_only);
        `;
        const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', program], {
            cwd: import.meta.dirname,
            env: { ...process.env, ...SURROUNDINGS['a proxy for all programs'], ...SURROUNDINGS['another PostgreSQL'] }
        });
        expect(stdout).to.equal('200 off\n');
    });
});
