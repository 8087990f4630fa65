// SPDX-License-Identifier: MIT

import path from 'node:path';
import { inRoot, toolsFolder } from '../set-up/repository.mjs';
import { runVisibly } from '../set-up/run.mjs';
import { node, toolEnvironment } from '../set-up/tools.mjs';
import { endWith } from './child-process.mjs';

/**
 * Runs Lerna, which finds this repository's Yarn and Node first on its path.
 *
 * @returns its exit code, 1 after a signal
 */
export async function runLerna(lernaArguments, env = {}) {
    const variables = { ...toolEnvironment(), ...env };
    const name = Object.keys(process.env).find(key => key.toUpperCase() === 'PATH') ?? 'PATH';
    variables[name] = [path.join(toolsFolder, 'node_modules', '.bin'), variables[name] ?? process.env[name]].join(
        path.delimiter
    );
    const code = await runVisibly(node, [inRoot('node_modules', 'lerna', 'dist', 'cli.js'), ...lernaArguments], {
        env: variables,
        onStart: endWith
    });
    return typeof code === 'number' ? code : 1;
}
