// SPDX-License-Identifier: MIT

import { MAX_VERSION } from '@sanyam/types';
import { Command, InvalidArgumentError, Option } from 'commander';
import { exportAccount } from './commands/export';
import { get } from './commands/get';
import { grep } from './commands/grep';
import { history } from './commands/history';
import { list } from './commands/list';
import { login, logout, whoami } from './commands/login';
import { put } from './commands/put';
import { remove, restore } from './commands/restore';
import { DEFAULT_URL } from './credentials';
import { requireOutputOf } from './required-output';

/** Seconds during which a command is retried, by default. Short, because a person may be waiting. */
const MAX_WAIT = 10;

/** How to name a document. */
const DOCUMENT = 'id, name, path or owner/name';

const AFTER_HELP = `
To name a document, use its id, the name or path of a document of yours (models/a.md, or /a.md at the top), or
owner@example.org/name for one of another user.
SANYAM_API_KEY and SANYAM_GATEWAY_URL take precedence over what “sanyam login” stored.
“sanyam export” needs an access token in SANYAM_ACCESS_TOKEN.

Exit codes: 0 success, 1 failure, or “sanyam grep” found nothing, 2 usage error, 3 not found, 4 conflict,
5 not allowed or not signed in, 6 limit exceeded, 7 gateway unreachable.`;

/**
 * Returns the program with all its commands.
 *
 * @param version the version of the program
 * @param isQuiet whether the caller reports usage errors
 */
export function createProgram(version: string, isQuiet: boolean): Command {
    const program = new Command('sanyam')
        .configureOutput({
            outputError: (text, write) => (isQuiet ? undefined : write(text.replace(/^error: /, 'sanyam: ')))
        })
        .description('Work with cloud documents on the command line')
        .version(version, '-V, --version')
        .enablePositionalOptions()
        .exitOverride()
        .hook('preAction', (_program, action) => requireOutputOf(action))
        .addHelpText('after', AFTER_HELP);

    command(program, 'login', 'sign in with an API key, which is typed or piped in unless given')
        .option('--key <key>', 'the API key, or - for standard input; your shell may keep it in its history')
        .option('--url <url>', `gateway address (default: $SANYAM_GATEWAY_URL, the last one, or ${DEFAULT_URL})`)
        .action(login);
    program.command('logout').description('delete the stored API key').action(logout);
    command(program, 'whoami', 'show the user of the API key').action(whoami);

    command(program, 'ls', 'list documents, newest change first, or a folder')
        .argument('[query]', 'text that the name contains, or the path of a folder, such as models/ (/ is the top)')
        .option('-r, --recursive', 'with a folder: all below it')
        .option('--trash', 'list the trash')
        .option('--mine', 'leave out documents that others share')
        .option('--language <id>', 'only documents in this language')
        .action(list);
    command(program, 'grep', 'find a text in documents: path, number and text of each line; exit code 1 without one')
        .argument('<text>', 'the text to find, which is no pattern')
        .argument('[folder]', 'the path of a folder, such as models/ (/ is the top), with all below it')
        .option('-i, --ignore-case', 'find letters in any case')
        .option('-w, --word-regexp', 'find whole words only')
        .option('-l, --files-with-matches', 'write only the paths of the documents')
        .option('--mine', 'leave out documents that others share')
        .option('--language <id>', 'only documents in this language')
        .action(grep);
    command(program, 'get', 'write the text of a document to standard output, or a folder to a local one')
        .argument('<document>', `${DOCUMENT}; with -r a folder, such as models/`)
        .argument('[folder]', 'with -r: the local folder to write to (default: the current one)')
        .option('-r, --recursive', 'write all documents in a folder and below it')
        .option('--force', 'with -r: overwrite files that changed here')
        .option('--hidden', 'with -r: also documents and folders whose name begins with a dot')
        .option('--version <number>', 'read an older version', toVersion)
        .option('-o, --output <file>', 'write to a file instead, or to standard output with -', toPath)
        .action(get);
    command(program, 'put', 'save a file as a new document or over an existing one')
        .argument('<file>', 'a file, or - for standard input; with -r a local folder')
        .argument('[folder]', 'with -r: the folder to save to, such as models/ (default: the top)')
        .option('-r, --recursive', 'save all files in a local folder and below it')
        .option('--hidden', 'with -r: also files and folders whose name begins with a dot')
        .option('--id <document>', `the document to change (${DOCUMENT})`)
        .option('--name <name>', 'document name or path, such as models/a.md (default: the file name)')
        .option('--language <id>', 'language id (default: from the name)')
        .option('--encoding <name>', 'encoding of the file, such as windows-1252 (default: utf-8)')
        .addOption(ifVersion().conflicts('force'))
        .option('--force', 'overwrite any version')
        .action(put);
    command(program, 'history', 'list the versions of a document, newest first')
        .argument('<document>', DOCUMENT)
        .action(history);
    command(program, 'restore', 'restore a document from the trash, or an older version')
        .argument('<document>', DOCUMENT)
        .argument('[version]', 'the version to restore', toVersion)
        .addOption(ifVersion())
        .action(restore);
    command(program, 'rm', 'move a document to the trash')
        .argument('<document>', DOCUMENT)
        .addOption(ifVersion())
        .action(remove);
    command(program, 'export', 'write everything that is yours to a file, as lines of JSON')
        .option('-o, --output <file>', 'the file, or - for standard output', toPath)
        .action(exportAccount);
    return program;
}

/** Adds a command with the options of all commands. */
function command(program: Command, name: string, description: string): Command {
    return program
        .command(name)
        .description(description)
        .option('--json', 'write the result as JSON')
        .option('--max-wait <seconds>', 'seconds to keep retrying', toSeconds, MAX_WAIT);
}

function ifVersion(): Option {
    return new Option('--if-version <number>', 'only if the document has this version').argParser(toVersion);
}

function toPath(text: string): string {
    if (text === '') {
        throw new InvalidArgumentError('Enter a file, or - for standard output.');
    }
    return text;
}

function toVersion(text: string): number {
    if (!/^[1-9]\d{0,9}$/.test(text) || Number(text) > MAX_VERSION) {
        throw new InvalidArgumentError(`Enter a version number from 1 to ${MAX_VERSION}.`);
    }
    return Number(text);
}

function toSeconds(text: string): number {
    if (!/^\d{1,6}(\.\d{1,3})?$/.test(text)) {
        throw new InvalidArgumentError('Enter a number of seconds.');
    }
    return Number(text);
}
