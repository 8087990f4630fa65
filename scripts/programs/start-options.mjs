// SPDX-License-Identifier: MIT

import { existsSync, statSync } from 'node:fs';
import path from 'node:path';
import { SetUpError } from '../set-up/progress.mjs';
import { parseOptions } from './parse-options.mjs';
import { shellWord } from './shell-word.mjs';

export const USAGE = `Usage: npm start -- [options] [folder]

Builds Sanyam, starts a local cloud and the IDE, and prints the address to open.
If SUPABASE_URL and SUPABASE_ANON_KEY are set, the IDE uses that cloud instead of a local one.

  --port <number>           the IDE's port (default: 3000)
  --cloud-port <number>     the local cloud's port for Auth and PostgREST (default: 54321, or the next free one)
  --database-port <number>  the local cloud's port for PostgreSQL (default: 54322, or the next free one)
  --gateway-port <number>   the local cloud's port for the REST API (default: 54328, or the next free one)
  --mailbox-port <number>   the local cloud's port for reading mails (default: 54324, or the next free one)
  --smtp-port <number>      the local cloud's port for sending mails (default: 54325, or the next free one)
  --confirm-emails          new users of the local cloud confirm their address by a mail in its mailbox
  --no-cloud                start the IDE without a cloud
  --start-over              move the local cloud's data aside, and start without documents
  --help                    show this text
  folder                    the folder to open (default: a copy of the example workspace)
`;

const CLOUD_PORTS = ['cloud-port', 'database-port', 'gateway-port', 'mailbox-port', 'smtp-port'];

const CLOUD_FLAGS = ['start-over', 'confirm-emails'];

/** Files that list the folders of a workspace, which the IDE opens like a folder. */
const WORKSPACE_FILE = /\.(theia|code)-workspace$/;

/**
 * Parses the command line of `npm start`.
 *
 * @param from the folder where the user called it, for a relative folder argument
 * @returns the options; `folder` is a full path or undefined, `cloud` are the options of the local cloud
 * @throws SetUpError that says what is wrong
 */
export function parseStartOptions(commandLine, from) {
    const { values, positionals } = parse(commandLine);
    if (values.help) {
        return { help: true };
    }
    const port = portOf('port', values.port, 1);
    const cloud = CLOUD_PORTS.filter(name => values[name] !== undefined).flatMap(name => [
        `--${name}`,
        String(portOf(name, values[name], 0))
    ]);
    cloud.push(...CLOUD_FLAGS.filter(name => values[name]).map(name => `--${name}`));
    if (values['no-cloud'] && cloud.length > 0) {
        throw new SetUpError(`--no-cloud and ${cloud[0]} cannot be used together. Leave out one of them.`);
    }
    if (positionals.length > 1) {
        throw new SetUpError(`The IDE opens one folder. ${positionals.length} were given: ${positionals.join(', ')}.`);
    }
    return { port, withoutCloud: values['no-cloud'] === true, cloud, folder: folderOf(positionals[0], from) };
}

function parse(commandLine) {
    const options = {
        port: { type: 'string', default: '3000' },
        ...Object.fromEntries(CLOUD_PORTS.map(name => [name, { type: 'string' }])),
        'no-cloud': { type: 'boolean' },
        ...Object.fromEntries(CLOUD_FLAGS.map(name => [name, { type: 'boolean' }])),
        help: { type: 'boolean' }
    };
    return parseOptions(commandLine, options, 'npm start --');
}

function portOf(name, text, least) {
    const port = Number(text);
    if (!/^\d+$/.test(text) || port < least || port > 65_535) {
        throw new SetUpError(`--${name}: “${text}” is not a port number from ${least} to 65535.\n\n${USAGE}`);
    }
    return port;
}

function folderOf(given, from) {
    if (given === undefined) {
        return undefined;
    }
    if (given === '') {
        throw new SetUpError('The name of the folder is empty. Enter a folder, or leave it out.');
    }
    const folder = path.resolve(from, given);
    if (!existsSync(folder)) {
        throw new SetUpError(
            `Could not open “${given}”: ${folder} does not exist. Create the folder, or correct its name.`
        );
    }
    if (!statSync(folder).isDirectory() && !WORKSPACE_FILE.test(folder)) {
        throw new SetUpError(
            `Could not open “${given}”: ${folder} is a file. Name its folder: npm start -- ${shellWord(path.dirname(given))}`
        );
    }
    return folder;
}
