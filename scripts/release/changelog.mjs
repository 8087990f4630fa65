// SPDX-License-Identifier: MIT

import { readFileSync, writeFileSync } from 'node:fs';
import { main, SetUpError } from '../set-up/progress.mjs';
import { inRoot } from '../set-up/repository.mjs';

const HEADING = /^## Unreleased[ \t]*$/m;

/**
 * Returns the changelog with its unreleased changes under a version.
 *
 * @throws SetUpError when it has no unreleased changes, or already has the version
 */
export function releaseChanges(changelog, version, date) {
    const heading = HEADING.exec(changelog);
    if (heading === null) {
        throw new SetUpError(
            'CHANGELOG.md has no heading “## Unreleased”. Add it above the changes since the last release.'
        );
    }
    const begin = heading.index + heading[0].length;
    const [changes] = changelog.slice(begin).split(/^## /m);
    if (changes.trim() === '') {
        throw new SetUpError('CHANGELOG.md has no changes under “## Unreleased”. Write there what users notice.');
    }
    if (changelog.split('\n').some(line => line === `## ${version}` || line.startsWith(`## ${version} `))) {
        throw new SetUpError(`CHANGELOG.md already has a heading “## ${version}”. Choose another version.`);
    }
    const released = `\n\n## ${version} (${date.toISOString().slice(0, 10)})`;
    return changelog.slice(0, begin) + released + changelog.slice(begin);
}

/** Returns CHANGELOG.md with its unreleased changes under a version and today's date. */
export function releasedChangelog(version) {
    return releaseChanges(readFileSync(inRoot('CHANGELOG.md'), 'utf8'), version, new Date());
}

// Lerna calls this between the new version in lerna.json and the commit.
if (process.argv[1] === import.meta.filename) {
    await main(async () => {
        const { version } = JSON.parse(readFileSync(inRoot('lerna.json'), 'utf8'));
        writeFileSync(inRoot('CHANGELOG.md'), releasedChangelog(version));
    });
}
