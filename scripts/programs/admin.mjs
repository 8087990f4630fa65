// SPDX-License-Identifier: MIT

import { SetUpError } from '../set-up/progress.mjs';
import { inRoot } from '../set-up/repository.mjs';
import { runVisibly } from '../set-up/run.mjs';
import { node, toolEnvironment } from '../set-up/tools.mjs';

/** The command of operators, as the package has it. */
const PROGRAM = inRoot('packages', 'gateway', 'bin', 'sanyam-admin.mjs');

/**
 * Returns the variables of the command: those of the settings if they name another cloud than the running local one,
 * otherwise those of the local cloud.
 *
 * @param folder the data folder of the local cloud
 * @throws SetUpError that says what to do, when there is no cloud
 */
export async function adminEnvironment(folder, settings) {
    if (settings.SUPABASE_URL && settings.SUPABASE_SERVICE_ROLE_KEY) {
        return settings;
    }
    // Loaded here, because a fresh clone does not have it before the dependencies are installed.
    // Not the whole package: its Supabase warns of the Node of these scripts.
    const { runningCloud } = await import('@sanyam/local-cloud/lib/data-folder/running-cloud.js');
    const { StartUpError } = await import('@sanyam/local-cloud/lib/start-up-error.js');
    const cloud = await runningCloud(folder).catch(error => {
        throw error instanceof StartUpError ? new SetUpError(error.message) : error;
    });
    // “npm start” prints the address for the IDE and the command line, and people export it.
    if (settings.SUPABASE_URL && settings.SUPABASE_URL !== cloud?.supabaseUrl) {
        return settings;
    }
    if (cloud === undefined) {
        throw new SetUpError(
            'The local cloud does not run. Start it with “npm start”, and try again in another terminal.'
        );
    }
    return { ...settings, SUPABASE_URL: cloud.supabaseUrl, SUPABASE_SERVICE_ROLE_KEY: cloud.serviceRoleKey };
}

/** Runs the command of operators, and returns its exit code. */
export async function runAdmin(words, folder, settings) {
    const environment = (await needsCloud(words)) ? await adminEnvironment(folder, settings) : settings;
    const code = await runVisibly(node, [PROGRAM, ...words], { env: { ...environment, ...toolEnvironment() } });
    return typeof code === 'number' ? code : 1;
}

/** Returns false for help, and for words that the program does not understand: it says so without a cloud. */
async function needsCloud(words) {
    const { parseCommand } = await import('@sanyam/gateway/lib/admin/command-line.js');
    try {
        return parseCommand(words).name !== 'help';
    } catch {
        return false;
    }
}
