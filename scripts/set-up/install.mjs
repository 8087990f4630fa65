// SPDX-License-Identifier: MIT

import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { SetUpError, step } from './progress.mjs';
import { root } from './repository.mjs';
import { runQuietly } from './run.mjs';
import { node, toolEnvironment, yarn } from './tools.mjs';

/**
 * Paths that Make, node-gyp and the shell scripts of Yarn take literally. Make splits a path at a space, and the scripts
 * do not escape quotes.
 */
const PLAIN = /^[\w./+@=,-]*$/;

/** Overrides the user's settings, which override those of this repository. */
const YARN_SETTINGS = { YARN_NODE_LINKER: 'node-modules' };

/** Returns whether native modules can be built at a path. On Windows, which does not use Make, they always can. */
export function isPlain(file) {
    return process.platform === 'win32' || PLAIN.test(file);
}

/**
 * Installs the dependencies of a repository exactly as its yarn.lock has them. If the path has characters that break the
 * build of native modules, installs them in a temporary folder and moves them here.
 *
 * @param manifests the files that Yarn reads: every package.json, yarn.lock, .yarnrc.yml and patches
 * @param repository its folder
 */
export async function install(manifests, repository = root) {
    const headers = toolEnvironment().npm_config_nodedir ?? '';
    if ([repository, node, headers].every(isPlain)) {
        await runQuietly(node, [yarn, 'install', '--immutable'], {
            cwd: repository,
            env: { ...toolEnvironment(), ...YARN_SETTINGS }
        });
        return;
    }
    const folder = plainFolder();
    const removeFolder = () => rmSync(folder, { recursive: true, force: true });
    // A signal ends this process during the installation.
    process.once('exit', removeFolder);
    try {
        await installIn(folder, repository, manifests, headers);
        // Deleting the old ones can take a minute, too.
        await step('Replacing the old dependencies', () => moveModules(folder, repository, manifests));
    } finally {
        process.off('exit', removeFolder);
        removeFolder();
    }
}

/** Creates a temporary folder with a plain path. */
function plainFolder() {
    for (const place of [os.tmpdir(), '/var/tmp', '/tmp'].filter(isPlain)) {
        try {
            return mkdtempSync(path.join(place, 'sanyam-install-'));
        } catch {
            // Not writable. Try the next one.
        }
    }
    throw new SetUpError(
        `Could not install the dependencies: native modules cannot be built in ${root}. ` +
            'Set TMPDIR to a folder whose path has only letters, digits and “-._/”, or move the repository to such a path.'
    );
}

async function installIn(folder, repository, manifests, headers) {
    for (const file of [...manifests, ...programsOf(manifests)]) {
        cpSync(file, path.join(folder, path.relative(repository, file)));
    }
    // Yarn is at the place that .yarnrc.yml names.
    const yarnCopy = path.join(folder, path.relative(root, yarn));
    cpSync(path.dirname(path.dirname(yarn)), path.dirname(path.dirname(yarnCopy)), { recursive: true });
    // The scripts of Yarn name the real path of Node, so a link is not enough.
    const nodeCopy = path.join(folder, 'bin', 'node');
    cpSync(node, nodeCopy);
    // Make finds the real path of a link, too.
    const headersCopy = path.join(folder, 'headers');
    if (headers !== '') {
        cpSync(path.join(headers, 'include'), path.join(headersCopy, 'include'), { recursive: true });
    }
    await runQuietly(nodeCopy, [yarnCopy, 'install', '--immutable'], {
        cwd: folder,
        env: {
            ...toolEnvironment(),
            ...YARN_SETTINGS,
            PATH: [path.dirname(nodeCopy), process.env.PATH].join(path.delimiter),
            ...(headers === '' ? {} : { npm_config_nodedir: headersCopy })
        }
    });
}

/** Returns the programs of the packages. Yarn links a program into node_modules/.bin only if the file exists. */
function programsOf(manifests) {
    return manifests
        .filter(file => path.basename(file) === 'package.json')
        .flatMap(file => {
            const { bin = {} } = JSON.parse(readFileSync(file, 'utf8'));
            const programs = typeof bin === 'string' ? [bin] : Object.values(bin);
            return programs.map(program => path.join(path.dirname(file), program));
        })
        .filter(existsSync);
}

/**
 * Replaces the modules of every package in a repository by those in another folder.
 *
 * @param manifests files of the repository, among them every package.json
 */
export function moveModules(from, repository, manifests) {
    for (const manifest of manifests.filter(file => path.basename(file) === 'package.json')) {
        const modules = path.join(path.dirname(path.relative(repository, manifest)), 'node_modules');
        rmSync(path.join(repository, modules), { recursive: true, force: true });
        move(path.join(from, modules), path.join(repository, modules));
    }
    mkdirSync(path.join(repository, '.yarn'), { recursive: true });
    move(path.join(from, '.yarn', 'install-state.gz'), path.join(repository, '.yarn', 'install-state.gz'));
}

/** Moves a file or folder, also to another disk. Links stay as they are. Does nothing when the source does not exist. */
function move(source, target) {
    // Between two disks, a rename fails with EXDEV whether the source exists or not.
    if (!existsSync(source)) {
        return;
    }
    try {
        renameSync(source, target);
    } catch (error) {
        if (error.code !== 'EXDEV') {
            throw error;
        }
        cpSync(source, target, { recursive: true, verbatimSymlinks: true });
    }
}
