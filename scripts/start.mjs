// SPDX-License-Identifier: MIT

import { cpSync, existsSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { endAll, endOnSignal, isEnding, waitForEnd } from './programs/child-process.mjs';
import { isCloudConfigured } from './programs/configured-cloud.mjs';
import { startIde } from './programs/ide.mjs';
import { startLocalCloud } from './programs/local-cloud.mjs';
import { requireFree } from './programs/port.mjs';
import { build } from './set-up/build.mjs';
import { readSettings } from './set-up/environment-file.mjs';
import { main, SetUpError, step } from './set-up/progress.mjs';
import { inRoot } from './set-up/repository.mjs';

const USAGE = `Usage: npm start -- [options] [folder]

Builds Sanyam, starts a local cloud and the IDE, and prints the address to open.
If SUPABASE_URL and SUPABASE_ANON_KEY are set, the IDE uses that cloud instead of a local one.

  --port <number>   the IDE's port (default: 3000)
  --no-cloud        start the IDE without a cloud
  --start-over      move the local cloud's data aside, and start without documents
  --help            show this text
  folder            the folder to open (default: a copy of the example workspace)
`;

function parseCommandLine() {
    try {
        const { values, positionals } = parseArgs({
            allowPositionals: true,
            options: {
                port: { type: 'string', default: '3000' },
                'no-cloud': { type: 'boolean' },
                'start-over': { type: 'boolean' },
                help: { type: 'boolean' }
            }
        });
        const port = Number(values.port);
        if (!Number.isInteger(port) || port < 1 || port > 65_535) {
            throw new Error(`“${values.port}” is not a port number from 1 to 65535.`);
        }
        return { ...values, port, folder: positionals[0] };
    } catch (error) {
        throw new SetUpError(`${error.message}\n\n${USAGE}`);
    }
}

/** Starts a local cloud, unless another one or none is wanted. Returns the cloud's variables, and the gateway's address. */
async function startCloud({ 'no-cloud': withoutCloud, 'start-over': startOver }, settings) {
    if (withoutCloud) {
        return { cloud: { SUPABASE_URL: '', SUPABASE_ANON_KEY: '' } };
    }
    if (await isCloudConfigured(settings)) {
        return { cloud: {} };
    }
    const { ready, child } = await step('Starting the local cloud', () =>
        startLocalCloud(startOver ? ['--start-over'] : [], { env: settings })
    );
    child.once('exit', async () => {
        if (isEnding()) {
            return;
        }
        console.error(
            'The local cloud stopped, so the IDE stops, too. Your documents are in .sanyam. Run “npm start” again.'
        );
        await endAll();
        process.exit(1);
    });
    return {
        cloud: { SUPABASE_URL: ready.supabaseUrl, SUPABASE_ANON_KEY: ready.anonKey },
        gatewayUrl: ready.gatewayUrl
    };
}

/** Returns a copy of the example workspace. It is created once, so the user's changes stay. */
function exampleWorkspace() {
    const copy = inRoot('.sanyam', 'workspace');
    if (!existsSync(copy)) {
        cpSync(inRoot('applications', 'browser', 'workspace'), copy, { recursive: true });
    }
    return copy;
}

await main(async () => {
    const start = performance.now();
    const options = parseCommandLine();
    if (options.help) {
        console.log(USAGE);
        return;
    }
    const settings = readSettings();
    await requireFree(options.port, '--port');
    await build();
    endOnSignal();
    try {
        const { cloud, gatewayUrl } = await startCloud(options, settings);
        const workspace = options.folder
            ? path.resolve(process.env.INIT_CWD ?? process.cwd(), options.folder)
            : exampleWorkspace();
        const ide = await step('Starting the IDE', () =>
            startIde({
                port: options.port,
                workspace,
                dataFolder: inRoot('.sanyam'),
                settings: { ...settings, ...cloud }
            })
        );
        const seconds = ((performance.now() - start) / 1000).toFixed(1);
        const lines = [
            `Sanyam is running (${seconds} s). Open ${ide.address}`,
            ...(gatewayUrl ? [`REST API: ${gatewayUrl}/api/v1/docs`] : []),
            'Press Ctrl+C to stop. Your documents stay in .sanyam.'
        ];
        console.log(`\n${lines.map(line => `  ${line}\n`).join('')}`);
        await waitForEnd(ide.child);
        throw new SetUpError('The IDE stopped. See its log: .sanyam/ide.log');
    } finally {
        await endAll();
    }
});
