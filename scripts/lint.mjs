// SPDX-License-Identifier: MIT

import { endWith } from './programs/child-process.mjs';
import { compile } from './set-up/build.mjs';
import { main, SetUpError } from './set-up/progress.mjs';
import { inRoot } from './set-up/repository.mjs';
import { runVisibly } from './set-up/run.mjs';
import { node, toolEnvironment } from './set-up/tools.mjs';

/** Checks formatting, import rules and the code rules that need no types. It needs the dependencies only. */
export async function lintSources() {
    const [prettier, eslint] = await Promise.all([
        run('prettier', 'prettier.cjs', '--check', '--log-level', 'warn', '.'),
        run('eslint', 'eslint.js', '--max-warnings', '0', '.')
    ]);
    if (prettier !== 0) {
        throw new SetUpError('Some files are not formatted. Run “npm run format”.');
    }
    requireRules(eslint);
}

/** Checks the code rules that need types (.oxlintrc.json), and for unused code. It needs compiled projects. */
export async function lintProjects() {
    const [knip, oxlint] = await Promise.all([
        run('knip', 'knip.js', '--no-config-hints', '--no-progress'),
        run('oxlint', 'oxlint', '--type-aware', '--deny-warnings', '--format', 'stylish', '.')
    ]);
    requireRules(oxlint);
    if (knip !== 0) {
        throw new SetUpError('Remove the unused code above, or name in knip.json what uses it.');
    }
}

function run(name, file, ...programArguments) {
    return runVisibly(node, [inRoot('node_modules', name, 'bin', file), ...programArguments], {
        env: toolEnvironment(),
        onStart: endWith
    });
}

function requireRules(code) {
    if (code !== 0) {
        throw new SetUpError('Some files break the rules above.');
    }
}

if (process.argv[1] === import.meta.filename) {
    await main(async () => {
        await compile();
        await Promise.all([lintSources(), lintProjects()]);
    });
}
