// SPDX-License-Identifier: MIT

import type { Command } from 'commander';
import { isStandardOutput, requireStandardOutput } from './standard-stream';

/** The commands that write a result only with --json. */
const SILENT = new Set(['logout', 'rm']);

/** The commands that, with -r, write a result only with --json. */
const SILENT_WITH_FOLDERS = new Set(['get', 'put']);

/** The options of some command that say where its result goes. */
interface ResultOptions {
    readonly json?: boolean;
    readonly output?: string;
    readonly recursive?: boolean;
}

/** Checks, before a command changes anything, that its result can be written. @throws CommandError when it cannot */
export async function requireOutputOf(command: Command): Promise<void> {
    const { json, output, recursive } = command.opts<ResultOptions>();
    const name = command.name();
    const hasFile = output !== undefined && !isStandardOutput(output);
    const isSilent = hasFile || SILENT.has(name) || (recursive === true && SILENT_WITH_FOLDERS.has(name));
    if (json !== true && isSilent) {
        return;
    }
    const canNameFile = !isSilent && command.options.some(({ long }) => long === '--output');
    await requireStandardOutput(
        canNameFile ? 'Name a file with -o.' : 'Redirect it to a file, or to /dev/null if you do not need it.'
    );
}
