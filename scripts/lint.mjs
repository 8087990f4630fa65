// SPDX-License-Identifier: MIT

import { endWith } from './programs/child-process.mjs';
import { compile } from './set-up/build.mjs';
import { main, SetUpError } from './set-up/progress.mjs';
import { inRoot } from './set-up/repository.mjs';
import { runVisibly } from './set-up/run.mjs';
import { node, toolEnvironment } from './set-up/tools.mjs';

/** Import rules, code rules and formatting. The rules with types need the projects compiled. */
export async function lint() {
    const program = (name, file, ...programArguments) =>
        runVisibly(node, [inRoot('node_modules', name, 'bin', file), ...programArguments, '.'], {
            env: toolEnvironment(),
            onStart: endWith
        });
    const [eslint, prettier] = await Promise.all([
        program('eslint', 'eslint.js', '--max-warnings', '0'),
        program('prettier', 'prettier.cjs', '--check', '--log-level', 'warn')
    ]);
    if (prettier !== 0) {
        throw new SetUpError('The formatting differs. “npm run format” mends it.');
    }
    if (eslint !== 0) {
        throw new SetUpError('The rules above are broken.');
    }
}

if (process.argv[1] === import.meta.filename) {
    await main(async () => {
        await compile();
        await lint();
    });
}
