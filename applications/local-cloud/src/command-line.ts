// SPDX-License-Identifier: MIT

import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { CloudError } from './cloud-error.js';

/** The repository: this file is compiled to applications/local-cloud/lib. */
export const REPOSITORY = resolve(import.meta.dirname, '..', '..', '..');

export const USAGE = `Usage: npm run cloud -- [options]

  --ephemeral              free ports, and a temporary folder that is deleted at the end
  --data <folder>          where the data lies (default: .sanyam in the repository)
  --migrations <folder>    the migrations to apply (default: supabase/migrations)
  --port <number>          port of the Supabase API (default: 54321; 0: any free one)
  --database-port <number> port of PostgreSQL (default: 54322; 0: any free one)
  --gateway-port <number>  port of the REST API (default: 54328; 0: any free one)
  --no-gateway             leaves out the REST API
  --grants everything      grants everything to everyone, for attack tests (with --ephemeral only)
  --help                   this text
`;

/** The ports that the Supabase CLI uses, so that what is configured for the one fits the other. */
const API_PORT = 54321;
const DATABASE_PORT = 54322;

/** Beside them, and used by none of its services. */
const GATEWAY_PORT = 54328;

const port = z.coerce.number().int().min(0).max(65_535);

const flagsSchema = z.object({
    help: z.boolean().default(false),
    ephemeral: z.boolean().default(false),
    data: z.string().min(1).optional(),
    migrations: z
        .string()
        .min(1)
        .default(resolve(REPOSITORY, 'supabase', 'migrations')),
    port: port.optional(),
    'database-port': port.optional(),
    'gateway-port': port.optional(),
    'no-gateway': z.boolean().default(false),
    grants: z.enum(['migrations', 'everything']).default('migrations')
});

const environmentSchema = z.object({
    SANYAM_DEFAULT_TIER: z
        .string()
        .regex(/^[a-z][a-z0-9_]*$/, 'must be the name of a tier, such as free, pro or enterprise')
        .default('free'),
    SANYAM_POSTGRES_VERSION: z.enum(['15', '17', '18']).default('17')
});

export type PostgresMajor = z.infer<typeof environmentSchema>['SANYAM_POSTGRES_VERSION'];

export interface CloudOptions {
    readonly help: boolean;
    /** Free ports, and everything is deleted at the end. */
    readonly ephemeral: boolean;
    /** Where the data lies; an ephemeral cloud makes a folder of its own. */
    readonly dataFolder: string | undefined;
    readonly migrationsFolder: string;
    /** 0: any free port. */
    readonly apiPort: number;
    /** 0: any free port. */
    readonly databasePort: number;
    /** 0: any free port; undefined: no gateway. */
    readonly gatewayPort: number | undefined;
    readonly grants: 'migrations' | 'everything';
    readonly defaultTier: string;
    readonly postgresVersion: PostgresMajor;
}

/**
 * Reads the command line and the environment.
 *
 * @throws CloudError that names the flag or the variable and says what is wrong with it
 */
export function parseCommandLine(
    commandLine: readonly string[],
    environment: Readonly<Record<string, string | undefined>>
): CloudOptions {
    const flags = parse(flagsSchema, parseFlags(commandLine), name => `--${name}`);
    const variables = parse(environmentSchema, withoutEmpty(environment), name => name);
    if (flags.ephemeral && flags.data !== undefined) {
        throw new CloudError('--ephemeral makes a folder of its own: leave out --data, or --ephemeral.');
    }
    if (flags.grants === 'everything' && !flags.ephemeral) {
        throw new CloudError('--grants everything opens the database to everyone: it works with --ephemeral only.');
    }
    if (flags['no-gateway'] && flags['gateway-port'] !== undefined) {
        throw new CloudError('--no-gateway needs no port: leave out --gateway-port, or --no-gateway.');
    }
    return {
        help: flags.help,
        ephemeral: flags.ephemeral,
        dataFolder: flags.ephemeral ? undefined : resolve(flags.data ?? resolve(REPOSITORY, '.sanyam')),
        migrationsFolder: resolve(flags.migrations),
        apiPort: flags.port ?? (flags.ephemeral ? 0 : API_PORT),
        databasePort: flags['database-port'] ?? (flags.ephemeral ? 0 : DATABASE_PORT),
        gatewayPort: flags['no-gateway'] ? undefined : (flags['gateway-port'] ?? (flags.ephemeral ? 0 : GATEWAY_PORT)),
        grants: flags.grants,
        defaultTier: variables.SANYAM_DEFAULT_TIER,
        postgresVersion: variables.SANYAM_POSTGRES_VERSION
    };
}

function parseFlags(commandLine: readonly string[]): unknown {
    try {
        return parseArgs({
            args: [...commandLine],
            options: {
                help: { type: 'boolean' },
                ephemeral: { type: 'boolean' },
                data: { type: 'string' },
                migrations: { type: 'string' },
                port: { type: 'string' },
                'database-port': { type: 'string' },
                'gateway-port': { type: 'string' },
                'no-gateway': { type: 'boolean' },
                grants: { type: 'string' }
            }
        }).values;
    } catch (error) {
        throw new CloudError(`${error instanceof Error ? error.message : String(error)}\n\n${USAGE}`);
    }
}

/** `NAME=` in an .env file means "not set". */
function withoutEmpty(environment: Readonly<Record<string, string | undefined>>): Record<string, string | undefined> {
    return Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
}

function parse<Schema extends z.ZodType>(
    schema: Schema,
    input: unknown,
    name: (key: string) => string
): z.infer<Schema> {
    const result = schema.safeParse(input);
    if (!result.success) {
        const faults = result.error.issues.map(issue => `${name(issue.path.join('.'))}: ${issue.message}`);
        throw new CloudError(`${faults.join('; ')}.`);
    }
    return result.data;
}
