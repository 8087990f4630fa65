// SPDX-License-Identifier: MIT

import { mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse, stringify } from 'smol-toml';
import { z } from 'zod';
import { REPOSITORY } from '../command-line.js';
import { withTemporaryFolder } from './temporary-folder.js';

export interface ServerOptions {
    /** Whether new users confirm their address by a mail. */
    readonly confirmEmails: boolean;
    /** The addresses of identity providers. */
    readonly providers?: Readonly<Partial<Record<'github' | 'google' | 'azure', string>>>;
    /** Settings of `[auth]` and `[auth.email]` instead of those in config.toml. */
    readonly auth?: Readonly<Record<string, string | number | boolean>>;
    readonly email?: Readonly<Record<string, string | number | boolean>>;
}

const configSchema = z.object({ auth: z.object({ email: z.record(z.string(), z.unknown()) }).loose() }).loose();

/** Returns the settings of the repository with others instead. */
export async function readConfiguration({
    auth = {},
    email = {}
}: ServerOptions): Promise<z.infer<typeof configSchema>> {
    const config = configSchema.parse(parse(await readFile(join(REPOSITORY, 'supabase', 'config.toml'), 'utf8')));
    return { ...config, auth: { ...config.auth, ...auth, email: { ...config.auth.email, ...email } } };
}

/**
 * Runs some work with the folder of migrations beside the settings.
 *
 * @param work gets undefined if the settings are those of the repository
 */
export async function withConfiguration<Result>(
    options: ServerOptions,
    work: (migrationsFolder: string | undefined) => Promise<Result>
): Promise<Result> {
    if (options.auth === undefined && options.email === undefined) {
        return work(undefined);
    }
    return withTemporaryFolder(async folder => {
        const [from, to] = [join(REPOSITORY, 'supabase'), join(folder, 'supabase')];
        await mkdir(to);
        for (const name of ['migrations', 'templates']) {
            await symlink(join(from, name), join(to, name), 'junction');
        }
        await writeFile(join(to, 'config.toml'), stringify(await readConfiguration(options)));
        return work(join(to, 'migrations'));
    });
}
