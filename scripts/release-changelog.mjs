// SPDX-License-Identifier: MIT

import { readFileSync, writeFileSync } from 'node:fs';
import { inRoot } from './set-up/repository.mjs';

const HEADING = '## Unreleased\n';

/**
 * Returns the changelog with its unreleased changes under a version.
 *
 * @throws Error when it has no heading “Unreleased”
 */
export function releaseChanges(changelog, version, date) {
    if (!changelog.includes(HEADING)) {
        throw new Error('CHANGELOG.md has no heading “## Unreleased”.');
    }
    return changelog.replace(HEADING, `${HEADING}\n## ${version} (${date.toISOString().slice(0, 10)})\n`);
}

// Lerna calls this between the new version in lerna.json and the commit.
if (process.argv[1] === import.meta.filename) {
    const { version } = JSON.parse(readFileSync(inRoot('lerna.json'), 'utf8'));
    const file = inRoot('CHANGELOG.md');
    writeFileSync(file, releaseChanges(readFileSync(file, 'utf8'), version, new Date()));
}
