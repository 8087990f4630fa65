// SPDX-License-Identifier: MIT

import { SetUpError } from '../set-up/progress.mjs';
import { commitOf, git } from './git.mjs';
import { shellWord } from './shell-word.mjs';

/** Every test may depend on these, but the packages do not name them all as dependencies. */
const SHARED = [
    'package.json',
    'yarn.lock',
    'applications/local-cloud',
    'packages/test-kit',
    'scripts/test-runner',
    'supabase/migrations',
    'supabase/schemas'
];

/**
 * Returns the options of Lerna that select packages for a test run. Without options, these are the packages that differ
 * from main, and those that depend on them; all packages if something differs that all tests share.
 *
 * @throws SetUpError when Git does not know the branch or commit to compare with
 */
export async function packageSelection(lernaOptions) {
    const base = lernaOptions.length === 0 ? 'main' : sinceOf(lernaOptions);
    if (base !== undefined && (await commitOf(base)) === undefined) {
        throw new SetUpError(
            `Could not compare with “${base}”: this clone has no such branch or commit. Run “git fetch origin ${shellWord(`${base}:${base}`)}”, or choose packages: npm run test:packages -- --scope @sanyam/store`
        );
    }
    if (lernaOptions.length > 0) {
        return lernaOptions;
    }
    const [first] = (await git('diff', '--name-only', base, '--', ...SHARED)).split('\n');
    if (first !== '') {
        console.error(`  ${first} differs from ${base}: testing all packages.`);
        return [];
    }
    return ['--since', base];
}

/** Returns the value of Lerna's option `--since`. Without a value, Lerna compares with the last tag. */
function sinceOf(lernaOptions) {
    const index = lernaOptions.indexOf('--since');
    const next = index < 0 ? undefined : lernaOptions[index + 1];
    const joined = lernaOptions.find(option => option.startsWith('--since='))?.slice('--since='.length);
    return joined ?? (next?.startsWith('-') ? undefined : next);
}
