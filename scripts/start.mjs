// SPDX-License-Identifier: MIT

import { cpSync, existsSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { endAll, endOnSignal, isEnding, waitForEnd } from './programs/child-process.mjs';
import { startIde } from './programs/ide.mjs';
import { startLocalCloud } from './programs/local-cloud.mjs';
import { requireFree } from './programs/port.mjs';
import { build } from './set-up/build.mjs';
import { readEnvironmentFile } from './set-up/environment-file.mjs';
import { main, SetUpError, step } from './set-up/progress.mjs';
import { inRoot } from './set-up/repository.mjs';

const USAGE = `Usage: npm start -- [options] [folder]

Builds what needs building, starts a local cloud and the IDE, and prints the address to open.
With SUPABASE_URL and SUPABASE_ANON_KEY set, the IDE uses that cloud and no local one is started.

  --port <number>   the IDE's port (default: 3000)
  --no-cloud        no cloud at all
  --start-over      move the local cloud's data aside, and start without documents
  --help            this text
  folder            what to open (default: a copy of the example workspace)
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
            throw new Error(`“${values.port}” is not a port.`);
        }
        return { ...values, port, folder: positionals[0] };
    } catch (error) {
        throw new SetUpError(`${error.message}\n\n${USAGE}`);
    }
}

/** Starts a local cloud where one is wanted. @returns the IDE's environment, and where the REST API is, if here */
async function startCloud({ 'no-cloud': withoutCloud, 'start-over': startOver }) {
    const { SUPABASE_URL, SUPABASE_ANON_KEY } = process.env;
    if (withoutCloud) {
        return { environment: { SUPABASE_URL: '', SUPABASE_ANON_KEY: '' } };
    }
    if (SUPABASE_URL || SUPABASE_ANON_KEY) {
        return { environment: {} };
    }
    const { ready, child } = await step('Starting the local cloud', () =>
        startLocalCloud(startOver ? ['--start-over'] : [])
    );
    child.once('exit', async () => {
        if (isEnding()) {
            return;
        }
        console.error(
            'The local cloud has ended, and the IDE with it. Your documents are safe in .sanyam; start again.'
        );
        await endAll();
        process.exit(1);
    });
    return {
        environment: { SUPABASE_URL: ready.supabaseUrl, SUPABASE_ANON_KEY: ready.anonKey },
        gatewayUrl: ready.gatewayUrl
    };
}

/** A copy of the example workspace to try things on; what the user did to it stays. */
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
    readEnvironmentFile();
    await requireFree(options.port, '--port');
    await build();
    endOnSignal();
    try {
        const { environment, gatewayUrl } = await startCloud(options);
        const workspace = options.folder
            ? path.resolve(process.env.INIT_CWD ?? process.cwd(), options.folder)
            : exampleWorkspace();
        const ide = await step('Starting the IDE', () =>
            startIde({ port: options.port, workspace, dataFolder: inRoot('.sanyam'), environment })
        );
        const seconds = ((performance.now() - start) / 1000).toFixed(1);
        const lines = [
            `Sanyam runs (${seconds} s). Open ${ide.address}`,
            ...(gatewayUrl ? [`The REST API for your scripts: ${gatewayUrl}/api/v1/docs`] : []),
            'Ctrl-C ends it; your documents stay in .sanyam.'
        ];
        console.log(`\n${lines.map(line => `  ${line}\n`).join('')}`);
        await waitForEnd(ide.child);
        throw new SetUpError('The IDE has ended; its log is .sanyam/ide.log.');
    } finally {
        await endAll();
    }
});
