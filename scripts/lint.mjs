// SPDX-License-Identifier: MIT

import { compile } from './set-up/build.mjs';
import { main, SetUpError } from './set-up/progress.mjs';
import { inRoot } from './set-up/repository.mjs';
import { runVisibly } from './set-up/run.mjs';
import { node, toolEnvironment } from './set-up/tools.mjs';

/** Import rules, code rules and formatting. The rules with types need the projects compiled. */
export async function lint() {
    await compile();
    const env = toolEnvironment();
    const eslint = await runVisibly(
        node,
        [inRoot('node_modules', 'eslint', 'bin', 'eslint.js'), '--max-warnings', '0', '.'],
        { env }
    );
    const prettier = await runVisibly(
        node,
        [inRoot('node_modules', 'prettier', 'bin', 'prettier.cjs'), '--check', '--log-level', 'warn', '.'],
        { env }
    );
    if (prettier !== 0) {
        throw new SetUpError('The formatting differs. “npm run format” mends it.');
    }
    if (eslint !== 0) {
        throw new SetUpError('The rules above are broken.');
    }
}

if (process.argv[1] === import.meta.filename) {
    await main(lint);
}
