// SPDX-License-Identifier: MIT

import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { SetUpError } from '../set-up/progress.mjs';
import { root } from '../set-up/repository.mjs';

const run = promisify(execFile);

/**
 * Runs Git in the repository.
 *
 * @returns its output without white space at the end
 * @throws SetUpError with Git's message when it fails
 */
export async function git(...gitArguments) {
    try {
        return (await run('git', gitArguments, { cwd: root })).stdout.trimEnd();
    } catch (error) {
        throw new SetUpError(`“git ${gitArguments.join(' ')}” failed: ${error.stderr || error.message}`.trimEnd());
    }
}

/** Returns the commit that a branch, tag or other name stands for, or undefined if there is none. */
export function commitOf(name) {
    return git('rev-parse', '--verify', '--quiet', '--end-of-options', `${name}^{commit}`).catch(() => undefined);
}
