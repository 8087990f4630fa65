// SPDX-License-Identifier: MIT

import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import type { WantedPort } from './postgres/free-port.js';
import { StartUpError } from './start-up-error.js';

/** The repository: this file is compiled to applications/local-cloud/lib. */
export const REPOSITORY = resolve(import.meta.dirname, '..', '..', '..');

/** The data folder of `npm start`, and of a cloud without `--data`. */
export const DEFAULT_DATA_FOLDER = resolve(REPOSITORY, '.sanyam');

export const USAGE = `Usage: npm run cloud -- [options]

  --ephemeral              use free ports, and a temporary folder that is deleted at the end
  --data <folder>          data folder (default: .sanyam in the repository)
  --start-over             move the data of an earlier start aside, and start without documents
  --migrations <folder>    migrations to apply (default: supabase/migrations)
  --cloud-port <number>    port of the Supabase API (default: 54321; 0 takes a free one); also --port
  --database-port <number> port of PostgreSQL (default: 54322; 0 takes a free one)
  --gateway-port <number>  port of the REST API (default: 54328; 0 takes a free one)
  --mailbox-port <number>  port of the mailbox, which gets all mails (default: 54324; 0 takes a free one)
  --smtp-port <number>     port for sending mails to it (default: 54325; 0 takes a free one)
  --no-gateway             do not start the REST API
                           If a default port is in use, the next free one is used and printed.
  --confirm-emails         new users confirm their address by a mail, as in production
  --provider <name>=<url>  sign in with github, google or azure at this address, such as a stand-in for tests
  --grants everything      grant everything to everyone, for attack tests (only with --ephemeral)
  --help                   show this help
`;

/** The ports of the Supabase CLI, so that one configuration fits both. */
const API_PORT = 54321;
const DATABASE_PORT = 54322;
const MAILBOX_PORT = 54324;
const SMTP_PORT = 54325;

/** A port that no service of the Supabase CLI uses. */
const GATEWAY_PORT = 54328;

const PORT_RANGE = 'must be a number from 0 to 65535';
const port = z.coerce.number(PORT_RANGE).int(PORT_RANGE).min(0, PORT_RANGE).max(65_535, PORT_RANGE);

const folder = z.string().min(1, 'must name a folder');

const PROVIDER = /^(?<name>github|google|azure)=(?<url>https?:\/\/\S+)$/;
const provider = z
    .string()
    .regex(PROVIDER, 'must be github=<url>, google=<url> or azure=<url>')
    .transform(text => {
        const { name = '', url = '' } = PROVIDER.exec(text)?.groups ?? {};
        return { name, url };
    });

const flagsSchema = z.object({
    help: z.boolean().default(false),
    ephemeral: z.boolean().default(false),
    data: folder.optional(),
    'start-over': z.boolean().default(false),
    migrations: folder.default(resolve(REPOSITORY, 'supabase', 'migrations')),
    port: port.optional(),
    'cloud-port': port.optional(),
    'database-port': port.optional(),
    'gateway-port': port.optional(),
    'mailbox-port': port.optional(),
    'smtp-port': port.optional(),
    'no-gateway': z.boolean().default(false),
    'confirm-emails': z.boolean().default(false),
    provider: z.array(provider).default([]),
    grants: z.enum(['migrations', 'everything'], 'must be migrations or everything').default('migrations')
});

const environmentSchema = z.object({
    SANYAM_DEFAULT_TIER: z
        .string()
        .regex(/^[a-z][a-z0-9_]*$/, 'must be the name of a tier, such as free, pro or enterprise')
        .default('free'),
    SANYAM_POSTGRES_VERSION: z.enum(['15', '17', '18'], 'must be 15, 17 or 18').default('17')
});

export type PostgresMajor = z.infer<typeof environmentSchema>['SANYAM_POSTGRES_VERSION'];

export interface CloudOptions {
    readonly help: boolean;
    /** Uses free ports, and deletes everything at the end. */
    readonly ephemeral: boolean;
    /** Undefined for an ephemeral cloud, which creates its own folder. */
    readonly dataFolder: string | undefined;
    /** Moves the existing data aside before the start. */
    readonly startOver: boolean;
    readonly migrationsFolder: string;
    readonly apiPort: WantedPort;
    readonly databasePort: WantedPort;
    /** Undefined: no gateway. */
    readonly gatewayPort: WantedPort | undefined;
    /** Of the page with the mails. */
    readonly mailboxPort: WantedPort;
    readonly smtpPort: WantedPort;
    /** Whether new users confirm their address, whatever config.toml says. */
    readonly confirmEmails: boolean;
    /** Identity providers, and their addresses. */
    readonly providers: readonly { readonly name: string; readonly url: string }[];
    readonly grants: 'migrations' | 'everything';
    readonly defaultTier: string;
    readonly postgresVersion: PostgresMajor;
}

/**
 * Parses the command line and the environment.
 *
 * @throws StartUpError that names the invalid flag or variable
 */
export function parseCommandLine(
    commandLine: readonly string[],
    environment: Readonly<Record<string, string | undefined>>
): CloudOptions {
    const flags = parse(flagsSchema, parseFlags(commandLine), name => `--${name}`);
    const variables = parse(environmentSchema, withoutEmpty(environment), name => name);
    if (flags.ephemeral && flags.data !== undefined) {
        throw new StartUpError('--ephemeral and --data cannot be used together. Leave out one of them.');
    }
    if (flags.ephemeral && flags['start-over']) {
        throw new StartUpError('--ephemeral always starts without data. Remove --start-over.');
    }
    if (flags.grants === 'everything' && !flags.ephemeral) {
        throw new StartUpError('--grants everything opens the database to everyone. Use it only with --ephemeral.');
    }
    if (flags['no-gateway'] && flags['gateway-port'] !== undefined) {
        throw new StartUpError('--no-gateway and --gateway-port cannot be used together. Leave out one of them.');
    }
    if (flags.port !== undefined && flags['cloud-port'] !== undefined) {
        throw new StartUpError('--port and --cloud-port are the same. Leave out one of them.');
    }
    const wanted = (given: number | undefined, standard: number): WantedPort => ({
        number: given ?? (flags.ephemeral ? 0 : standard),
        isDefault: given === undefined
    });
    return {
        help: flags.help,
        ephemeral: flags.ephemeral,
        dataFolder: flags.ephemeral ? undefined : resolve(flags.data ?? DEFAULT_DATA_FOLDER),
        startOver: flags['start-over'],
        migrationsFolder: resolve(flags.migrations),
        apiPort: wanted(flags['cloud-port'] ?? flags.port, API_PORT),
        databasePort: wanted(flags['database-port'], DATABASE_PORT),
        gatewayPort: flags['no-gateway'] ? undefined : wanted(flags['gateway-port'], GATEWAY_PORT),
        mailboxPort: wanted(flags['mailbox-port'], MAILBOX_PORT),
        smtpPort: wanted(flags['smtp-port'], SMTP_PORT),
        confirmEmails: flags['confirm-emails'],
        providers: flags.provider,
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
                'start-over': { type: 'boolean' },
                migrations: { type: 'string' },
                port: { type: 'string' },
                'cloud-port': { type: 'string' },
                'database-port': { type: 'string' },
                'gateway-port': { type: 'string' },
                'mailbox-port': { type: 'string' },
                'smtp-port': { type: 'string' },
                'no-gateway': { type: 'boolean' },
                'confirm-emails': { type: 'boolean' },
                provider: { type: 'string', multiple: true },
                grants: { type: 'string' }
            }
        }).values;
    } catch (error) {
        throw new StartUpError(`${reasonOf(error)}\n\n${USAGE}`);
    }
}

/** Returns what is wrong with a command line. Node's own texts are about its function. */
function reasonOf(error: unknown): string {
    const message = error instanceof Error ? error.message : String(error);
    const [, option = '?'] = /'(?:-\w, )?(-[^' ]*)/.exec(message) ?? [];
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    switch (code) {
        case 'ERR_PARSE_ARGS_UNKNOWN_OPTION':
            return `${option} is not an option.`;
        case 'ERR_PARSE_ARGS_INVALID_OPTION_VALUE':
            return /does not take/.test(message) ? `${option} has no value.` : `${option} needs a value.`;
        case 'ERR_PARSE_ARGS_UNEXPECTED_POSITIONAL':
            return 'There is a word that belongs to no option. Options begin with --.';
        default:
            return message;
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
        throw new StartUpError(`${faults.join('; ')}.`);
    }
    return result.data;
}
