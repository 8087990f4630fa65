// SPDX-License-Identifier: MIT

import { endWith } from './programs/child-process.mjs';
import { compile } from './set-up/build.mjs';
import { main, SetUpError } from './set-up/progress.mjs';
import { inRoot } from './set-up/repository.mjs';
import { runVisibly } from './set-up/run.mjs';
import { node, toolEnvironment } from './set-up/tools.mjs';

/** Checks import rules, code rules, formatting, and for unused code. The rules that need types (.oxlintrc.json) need compiled projects. */
export async function lint() {
    const program = (name, file, ...programArguments) =>
        runVisibly(node, [inRoot('node_modules', name, 'bin', file), ...programArguments], {
            env: toolEnvironment(),
            onStart: endWith
        });
    const [prettier, knip, ...linters] = await Promise.all([
        program('prettier', 'prettier.cjs', '--check', '--log-level', 'warn', '.'),
        program('knip', 'knip.js', '--no-config-hints', '--no-progress'),
        program('eslint', 'eslint.js', '--max-warnings', '0', '.'),
        program('oxlint', 'oxlint', '--type-aware', '--deny-warnings', '--format', 'stylish', '.')
    ]);
    if (prettier !== 0) {
        throw new SetUpError('Some files are not formatted. Run “npm run format”.');
    }
    if (linters.some(code => code !== 0)) {
        throw new SetUpError('Some files break the rules above.');
    }
    if (knip !== 0) {
        throw new SetUpError('Remove the unused code above, or name in knip.json what uses it.');
    }
}

if (process.argv[1] === import.meta.filename) {
    await main(async () => {
        await compile();
        await lint();
    });
}
