// SPDX-License-Identifier: MIT

import { type ReadyLine } from '@sanyam/local-cloud';
import { testCloud } from '@sanyam/test-kit/test-cloud';
import { expect } from 'chai';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { environmentOf } from './test-gateway';

/** The file that the package manager links as `sanyam-gateway`. */
const PROGRAM = join(__dirname, '..', '..', 'bin', 'sanyam-gateway.mjs');

function launch(environment: Record<string, string>): ChildProcess {
    return spawn(process.execPath, [PROGRAM], { env: { PATH: process.env['PATH'], ...environment } });
}

async function exitOf(child: ChildProcess): Promise<{ code: unknown; said: string }> {
    let said = '';
    child.stderr?.on('data', chunk => (said += String(chunk)));
    const [code] = (await once(child, 'close')) as [unknown];
    return { code, said };
}

describe('the process of the gateway', () => {
    let cloud: ReadyLine;
    before(async () => {
        cloud = await testCloud();
    });

    it('does not start with an invalid configuration, and says why [FR-122]', async () => {
        for (const [changes, sentence] of [
            [{ NODE_ENV: 'production' }, /^SANYAM_CORS_ORIGIN must name the origins/],
            [{ SUPABASE_SERVICE_ROLE_KEY: '' }, /^Neither SUPABASE_SERVICE_ROLE_KEY nor DATABASE_URL is set/],
            [{ PORT: 'http' }, /^PORT must be a number/]
        ] as const) {
            const { code, said } = await exitOf(launch({ ...environmentOf(cloud), ...changes }));
            expect(code).to.equal(1);
            expect(said).to.match(sentence);
        }
    });

    it('finishes running requests on SIGTERM, and accepts no new ones', async () => {
        const child = launch(environmentOf(cloud));
        const ended = exitOf(child);
        const lines = createInterface({ input: child.stdout ?? process.stdin });
        const [line] = (await once(lines, 'line')) as [string];
        const { hostname, port } = new URL((JSON.parse(line) as { url: string }).url);
        const address = { host: hostname, port: Number(port) };

        // Half a request. The rest follows while the gateway is stopping.
        const socket = connect(address);
        let received = '';
        socket.on('data', chunk => (received += String(chunk)));
        socket.write('GET /healthz HTTP/1.1\r\nHost: gateway\r\n');
        const idle = connect(address);
        await Promise.all([once(socket, 'connect'), once(idle, 'connect')]);
        socket.write('X-First: half\r\n');
        // The answer to another request shows that the first half has arrived.
        await (await fetch(`http://${hostname}:${port}/healthz`)).text();

        const stopping = once(lines, 'line').then(() => undefined);
        child.kill('SIGTERM');
        await stopping;
        await refusal(address);
        socket.write('\r\n');
        const { code, said } = await ended;
        expect(received).to.match(/^HTTP\/1\.1 200 /);
        expect([code, said]).to.deep.equal([0, '']);
        idle.destroy();
    });
});

/** Resolves when the address refuses connections. */
async function refusal(address: { host: string; port: number }): Promise<void> {
    for (;;) {
        const socket = connect(address);
        const accepted = await new Promise<boolean>(resolve => {
            socket.once('connect', () => resolve(true));
            socket.once('error', () => resolve(false));
        });
        socket.destroy();
        if (!accepted) {
            return;
        }
    }
}
