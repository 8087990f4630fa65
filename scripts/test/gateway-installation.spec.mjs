// SPDX-License-Identifier: MIT

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
        const program = path.join(folder, 'node_modules', '@sanyam', 'gateway', 'bin', 'sanyam-gateway.mjs');
        const environment = {
            PATH: process.env.PATH,
            PORT: '0',
            SANYAM_JOBS: 'off',
            // No server listens on this port. The gateway starts without its database, and reports that in its readiness.
            SUPABASE_URL: 'http://127.0.0.1:9',
            SUPABASE_ANON_KEY: 'anon',
            SUPABASE_SERVICE_ROLE_KEY: 'service'
        };
        const gateway = spawn(process.execPath, [program], {
            cwd: folder,
            env: environment,
            stdio: ['ignore', 'pipe', 'inherit']
        });
        const ended = once(gateway, 'exit');
        try {
            const log = [];
            for await (const line of createInterface({ input: gateway.stdout })) {
                log.push(JSON.parse(line));
                if (log.at(-1).url !== undefined) {
                    break;
                }
            }
            expect(log.map(({ message }) => message)).to.deep.equal(['the gateway listens']);
            const answer = await fetch(`${log[0].url}/healthz`);
            expect([answer.status, await answer.json()]).to.deep.equal([200, { data: { status: 'alive' } }]);
        } finally {
            gateway.kill('SIGTERM');
            await ended;
        }
    });
});
