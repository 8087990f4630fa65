// SPDX-License-Identifier: MIT

import { signUp } from '@sanyam/test-kit/sign-up';
import { testCloud } from '@sanyam/test-kit/test-cloud';
import { setTier } from '@sanyam/test-kit/tiers';
import { expect } from 'chai';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { PackedInstallation } from './packed-installation.mjs';

/** Bytes, with room for one more library. Most of the 47 MB are stripe, supabase-js and zod. Theia would add 200 MB. */
const MOST_BYTES = 60 * 1000 * 1000;

describe('an installed gateway', function () {
    let folder;
    let installation;

    before(async () => {
        folder = mkdtempSync(path.join(os.tmpdir(), 'sanyam-installed-'));
        installation = new PackedInstallation(folder);
        await installation.add('gateway');
        await installation.add('licensing');
    });
    after(() => rmSync(folder, { recursive: true, force: true }));

    it('includes no Theia, Monaco or React', () => {
        const names = installation.packages.map(place => place.split(`node_modules${path.sep}`).at(-1));
        expect(names).to.include.members(['@sanyam/gateway', '@sanyam/store', '@sanyam/types', 'hono', 'pg']);
        expect(names.filter(name => /theia|monaco|react|document-store|local-cloud/.test(name))).to.deep.equal([]);
        const megabytes = (installation.size / 1e6).toFixed(1);
        expect(installation.size, `${names.length} packages, ${megabytes} MB`).to.be.lessThan(MOST_BYTES);
    });

    it('has our license in each of our packages, and that of the API reference', () => {
        const ours = installation.packages.filter(place => path.basename(path.dirname(place)) === '@sanyam');
        expect(ours.map(place => path.basename(place))).to.have.members(['gateway', 'licensing', 'store', 'types']);
        for (const place of ours) {
            expect(readFileSync(path.join(place, 'LICENSE'), 'utf8'), place).to.contain('The Sanyam authors');
        }
        const reference = path.join(folder, 'node_modules', '@sanyam', 'gateway', 'lib', 'api-reference', 'LICENSE');
        expect(readFileSync(reference, 'utf8')).to.contain('Scalar');
    });

    it('starts, finds licensing, and answers /healthz', async () => {
        const gateway = await start(folder, {
            // No server listens on this port. The gateway starts without its database, and reports that in its readiness.
            SUPABASE_URL: 'http://127.0.0.1:9',
            SUPABASE_ANON_KEY: 'anon',
            SUPABASE_SERVICE_ROLE_KEY: 'service'
        });
        try {
            expect(gateway.messages).to.deep.equal(['the gateway listens']);
            const answer = await fetch(`${gateway.url}/healthz`);
            expect([answer.status, await answer.json()]).to.deep.equal([200, { data: { status: 'alive' } }]);
        } finally {
            await gateway.stop();
        }
    });
});

describe('an installed gateway without @sanyam/licensing', () => {
    let folder;
    before(async () => {
        folder = mkdtempSync(path.join(os.tmpdir(), 'sanyam-installed-'));
        await new PackedInstallation(folder).add('gateway');
    });
    after(() => rmSync(folder, { recursive: true, force: true }));

    it('says so at its start, and treats a user with a larger plan as free [FR-094]', async () => {
        const cloud = await testCloud();
        const { id, token } = await signUp(cloud);
        await setTier(cloud, id, 'enterprise');
        const gateway = await start(folder, {
            SUPABASE_URL: cloud.supabaseUrl,
            SUPABASE_ANON_KEY: cloud.anonKey,
            SUPABASE_SERVICE_ROLE_KEY: cloud.serviceRoleKey,
            SUPABASE_JWT_SECRET: cloud.jwtSecret
        });
        try {
            expect(gateway.messages[0]).to.equal('@sanyam/licensing is not installed: everyone has the free tier');
            const post = async (address, body) => {
                const answer = await fetch(gateway.url + address, {
                    method: 'POST',
                    headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
                    body: JSON.stringify(body)
                });
                return { status: answer.status, ...(await answer.json()) };
            };
            const document = { name: 'a.md', language_id: 'markdown', content: '' };
            const { status, data } = await post('/api/v1/documents', document);
            expect(status).to.equal(201);
            const share = { email: 'bob@example.com', permission: 'view' };
            const refused = await post(`/api/v1/documents/${data.id}/shares`, share);
            expect([refused.status, refused.error.code]).to.deep.equal([403, 'FEATURE_NOT_AVAILABLE']);
            expect(refused.error.details).to.deep.equal({ feature: 'document_sharing', tier: 'free' });
            const large = await post('/api/v1/documents', { ...document, content: 'x'.repeat(262_145) });
            expect([large.status, large.error.details.tier]).to.deep.equal([413, 'free']);
        } finally {
            await gateway.stop();
        }
    });
});

/** Starts the gateway that is installed in a folder. */
async function start(folder, environment) {
    const program = path.join(folder, 'node_modules', '@sanyam', 'gateway', 'bin', 'sanyam-gateway.mjs');
    const gateway = spawn(process.execPath, [program], {
        cwd: folder,
        env: { PATH: process.env.PATH, PORT: '0', SANYAM_JOBS: 'off', ...environment },
        stdio: ['ignore', 'pipe', 'inherit']
    });
    const ended = once(gateway, 'exit');
    const stop = async () => {
        gateway.kill('SIGTERM');
        await ended;
    };
    const messages = [];
    for await (const line of createInterface({ input: gateway.stdout })) {
        const { message, url } = JSON.parse(line);
        messages.push(message);
        if (url !== undefined) {
            return { url, messages, stop };
        }
    }
    await stop();
    throw new Error(`The gateway ended: ${messages.join('; ')}`);
}
