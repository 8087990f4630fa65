// SPDX-License-Identifier: MIT

import { existsSync } from 'node:fs';
import path from 'node:path';
import { SetUpError, step } from './progress.mjs';
import { runQuietly } from './run.mjs';

const DEBIAN_BUILD_TOOLS = ['g++', 'make', 'python3'];

/** Returns the path of the first of the commands on the PATH. */
export function findCommand(...names) {
    const folders = (process.env.PATH ?? '').split(path.delimiter);
    const extensions = process.platform === 'win32' ? ['.exe', '.cmd'] : [''];
    const candidates = names.flatMap(name =>
        folders.flatMap(folder => extensions.map(extension => path.join(folder, name + extension)))
    );
    return candidates.find(existsSync);
}

/** Returns whether this process can install Debian packages. */
export function canInstallPackages() {
    return process.platform === 'linux' && process.getuid?.() === 0 && findCommand('apt-get') !== undefined;
}

const env = { DEBIAN_FRONTEND: 'noninteractive' };
let updated;
let last = Promise.resolve();

/**
 * Installs Debian packages. Calls wait for each other: APT locks its database.
 *
 * @throws SetUpError with the end of APT's output
 */
export function installPackages(packages) {
    const install = async () => {
        updated ??= runQuietly('apt-get', ['update'], { env });
        await updated;
        await runQuietly('apt-get', ['install', '-y', '--no-install-recommends', ...packages], { env });
    };
    const result = last.then(() => step(`Installing ${packages.join(', ')}`, install));
    last = result.catch(() => undefined);
    return result;
}

/** Makes sure that a C++ compiler, make and Python exist. On Linux, the native module of the terminal needs them. */
export async function ensureBuildTools() {
    if (process.platform !== 'linux') {
        return;
    }
    const missing = DEBIAN_BUILD_TOOLS.filter(name => findCommand(name) === undefined);
    if (missing.length === 0) {
        return;
    }
    if (!canInstallPackages()) {
        throw new SetUpError(
            `Could not find ${missing.join(', ')}, which the build of the terminal needs. Install them and start again. On Debian and Ubuntu: sudo apt-get install ${DEBIAN_BUILD_TOOLS.join(' ')}`
        );
    }
    await installPackages(missing);
}
