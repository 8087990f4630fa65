// SPDX-License-Identifier: MIT

import { readFileSync } from 'node:fs';
import { endAll } from '../programs/child-process.mjs';
import { commitOf, git } from '../programs/git.mjs';
import { runLerna } from '../programs/lerna.mjs';
import { SetUpError } from '../set-up/progress.mjs';
import { inRoot } from '../set-up/repository.mjs';
import { releasedChangelog } from './changelog.mjs';
import { nextVersion } from './next-version.mjs';

/** The files that a release changes. */
const RELEASED = /(^|\/)package\.json$|^(lerna\.json|yarn\.lock|CHANGELOG\.md)$/;

/**
 * Sets the next version of all packages, dates the changelog, commits and tags. Pushes and publishes nothing.
 * If it fails or is interrupted, the repository is as before.
 *
 * @param releaseArguments a step such as `minor`, or a version, and options of Lerna
 * @throws SetUpError when the release cannot be made, or failed
 */
export async function release(releaseArguments) {
    const current = JSON.parse(readFileSync(inRoot('lerna.json'), 'utf8')).version;
    const { version, options } = nextVersion(current, releaseArguments);
    const tag = `v${version}`;
    await requireCleanTree();
    await requireNoTag(tag);
    releasedChangelog(version);
    const start = await git('rev-parse', 'HEAD');
    // Lerna ends at a signal. This process stays, to take back what Lerna changed.
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
        process.on(signal, endAll);
    }
    const code = await runLerna(['version', version, ...options]);
    if (code !== 0) {
        await takeBack(start, tag);
        throw new SetUpError(
            `Could not release ${version}. Lerna's message above says why. The repository is as before.`
        );
    }
    if ((await commitOf(tag)) !== undefined) {
        console.log(`\nTagged ${tag}. Nothing is pushed: run “git push --follow-tags” for that.`);
    }
}

async function requireCleanTree() {
    const changes = await git('status', '--porcelain');
    if (changes !== '') {
        throw new SetUpError(`Commit or remove these changes before a release:\n${changes}`);
    }
}

async function requireNoTag(tag) {
    if ((await commitOf(`refs/tags/${tag}`)) !== undefined) {
        throw new SetUpError(`The tag ${tag} is already in the repository. Choose another version.`);
    }
}

/** Takes back a release that is not complete: its tag, its commit and its files. Other files stay as they are. */
async function takeBack(start, tag) {
    if ((await commitOf(`refs/tags/${tag}`)) !== undefined) {
        await git('tag', '--delete', tag);
    }
    if ((await commitOf('HEAD^')) === start) {
        await git('reset', '--quiet', '--soft', start);
    }
    const changed = (await git('diff', '--name-only', start)).split('\n').filter(file => RELEASED.test(file));
    if (changed.length > 0) {
        await git('restore', '--source', start, '--staged', '--worktree', '--', ...changed);
    }
}
