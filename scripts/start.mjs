// SPDX-License-Identifier: MIT

import { cpSync, existsSync } from 'node:fs';
import { endAll, endOnSignal, isEnding, waitForEnd } from './programs/child-process.mjs';
import { isCloudConfigured, isCloudNamed } from './programs/configured-cloud.mjs';
import { linesAboutCloud } from './programs/lines-about-cloud.mjs';
import { startIde } from './programs/ide.mjs';
import { startLocalCloud } from './programs/local-cloud.mjs';
import { requireFree } from './programs/port.mjs';
import { parseStartOptions, USAGE } from './programs/start-options.mjs';
import { build } from './set-up/build.mjs';
import { readSettings } from './set-up/environment-file.mjs';
import { main, SetUpError, step } from './set-up/progress.mjs';
import { inRoot } from './set-up/repository.mjs';

/** Refuses settings that exclude each other, before anything takes time. */
function checkSettings({ withoutCloud, cloud }, settings) {
    if (!withoutCloud && isCloudNamed(settings) && cloud.length > 0) {
        throw new SetUpError(
            `SUPABASE_URL is set, so no local cloud starts, and ${cloud[0]} has no effect. Remove one of them.`
        );
    }
}

/** Starts a local cloud, unless another one or none is wanted. Returns the cloud's variables, and its ready line. */
async function startCloud({ withoutCloud, cloud }, settings) {
    if (withoutCloud) {
        return { variables: { SUPABASE_URL: '', SUPABASE_ANON_KEY: '', SANYAM_GATEWAY_URL: '' } };
    }
    if (await isCloudConfigured(settings)) {
        return { variables: {} };
    }
    const { ready, child } = await step('Starting the local cloud', () => startLocalCloud(cloud, { env: settings }));
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
        variables: {
            SUPABASE_URL: ready.supabaseUrl,
            SUPABASE_ANON_KEY: ready.anonKey,
            SANYAM_GATEWAY_URL: ready.gatewayUrl ?? ''
        },
        ready
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
    const options = parseStartOptions(process.argv.slice(2), process.env.INIT_CWD ?? process.cwd());
    if (options.help) {
        console.log(USAGE);
        return;
    }
    const settings = readSettings();
    checkSettings(options, settings);
    await requireFree(options.port, '--port');
    await build();
    endOnSignal();
    try {
        const { variables, ready } = await startCloud(options, settings);
        const workspace = options.folder ?? exampleWorkspace();
        const ide = await step('Starting the IDE', () =>
            startIde({
                port: options.port,
                workspace,
                dataFolder: inRoot('.sanyam'),
                settings: { ...settings, ...variables }
            })
        );
        const seconds = ((performance.now() - start) / 1000).toFixed(1);
        const lines = [
            `Sanyam is running (${seconds} s). Open ${ide.address}`,
            ...linesAboutCloud({ ready, configuredUrl: options.withoutCloud ? undefined : settings.SUPABASE_URL })
        ];
        console.log(`\n${lines.map(line => `${`  ${line}`.trimEnd()}\n`).join('')}`);
        await waitForEnd(ide.child);
        throw new SetUpError('The IDE stopped. See its log: .sanyam/ide.log');
    } finally {
        await endAll();
    }
});
