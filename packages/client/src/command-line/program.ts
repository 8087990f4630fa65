// SPDX-License-Identifier: MIT

import { Command, InvalidArgumentError, Option } from 'commander';
import { get } from './commands/get';
import { history } from './commands/history';
import { list } from './commands/list';
import { login, logout, whoami } from './commands/login';
import { put } from './commands/put';
import { remove, restore } from './commands/restore';
import { DEFAULT_URL } from './credentials';

/** How long a command goes on trying unless told otherwise, in seconds: somebody may be watching. */
const MAX_WAIT = 10;

const AFTER_HELP = `
A document is named by its id, or by its name where only one has it.
SANYAM_API_KEY and SANYAM_GATEWAY_URL go before what “sanyam login” stored.

Exit codes: 0 done, 1 failed, 2 wrong use, 3 not found, 4 conflict, 5 not allowed or not signed in, 6 over a limit,
7 gateway unreachable.`;

/**
 * @param version of this program
 * @param isQuiet whether somebody else says what is wrong with the parameters
 */
export function createProgram(version: string, isQuiet: boolean): Command {
    const program = new Command('sanyam')
        .configureOutput({
            outputError: (text, write) => (isQuiet ? undefined : write(text.replace(/^error: /, 'sanyam: ')))
        })
        .description('Documents in the cloud, from the command line')
        .version(version, '-V, --version')
        .enablePositionalOptions()
        .exitOverride()
        .addHelpText('after', AFTER_HELP);

    command(program, 'login', 'keep an API key; it is asked for, or piped in, unless given')
        .option('--key <key>', 'the key; the shell may remember it')
        .option('--url <url>', `the gateway (default: $SANYAM_GATEWAY_URL, or the last one, or ${DEFAULT_URL})`)
        .action(login);
    program.command('logout').description('forget the API key').action(logout);
    command(program, 'whoami', 'show whose key it is').action(whoami);

    command(program, 'ls', 'show documents, newest change first')
        .argument('[query]', 'a part of the name')
        .option('--trash', 'those in the trash')
        .option('--mine', 'without those that others share')
        .option('--language <id>', 'those of one language')
        .action(list);
    command(program, 'get', 'write the text of a document to standard output')
        .argument('<document>', 'id or name')
        .option('--version <number>', 'an older version', toVersion)
        .option('-o, --output <file>', 'write to a file instead')
        .action(get);
    command(program, 'put', 'save a file as a document, a new one or one that is there')
        .argument('<file>', 'a file, or - for standard input')
        .option('--id <document>', 'the document that is changed (id or name)')
        .option('--name <name>', 'the name of the document (default: that of the file)')
        .option('--language <id>', 'its language (default: by the name)')
        .addOption(ifVersion().conflicts('force'))
        .option('--force', 'write over whatever is there')
        .action(put);
    command(program, 'history', 'show the versions of a document, newest first')
        .argument('<document>', 'id or name')
        .action(history);
    command(program, 'restore', 'take a document out of the trash, or bring a version back')
        .argument('<document>', 'id or name')
        .argument('[version]', 'the version to bring back', toVersion)
        .addOption(ifVersion())
        .action(restore);
    command(program, 'rm', 'put a document into the trash')
        .argument('<document>', 'id or name')
        .addOption(ifVersion())
        .action(remove);
    return program;
}

/** A command with the options that all have. */
function command(program: Command, name: string, description: string): Command {
    return program
        .command(name)
        .description(description)
        .option('--json', 'one JSON document on standard output')
        .option('--max-wait <seconds>', 'how long to go on trying', toSeconds, MAX_WAIT);
}

function ifVersion(): Option {
    return new Option('--if-version <number>', 'only if the document is in this version').argParser(toVersion);
}

function toVersion(text: string): number {
    if (!/^[1-9]\d{0,9}$/.test(text)) {
        throw new InvalidArgumentError('A version is a number from 1.');
    }
    return Number(text);
}

function toSeconds(text: string): number {
    if (!/^\d{1,6}(\.\d{1,3})?$/.test(text)) {
        throw new InvalidArgumentError('This is a number of seconds.');
    }
    return Number(text);
}
