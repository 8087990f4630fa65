// SPDX-License-Identifier: MIT

import semver from 'semver';
import { SetUpError } from '../set-up/progress.mjs';

/**
 * Finds the version in the arguments of `npm run release`.
 *
 * @param current the version of the last release
 * @param releaseArguments a step such as `minor`, or a version, and options of Lerna
 * @returns the next version, and the options
 * @throws SetUpError when there is no step or version, or the version is not newer
 */
export function nextVersion(current, releaseArguments) {
    const index = releaseArguments.findIndex(text => semver.RELEASE_TYPES.includes(text) || semver.valid(text));
    if (index < 0) {
        throw new SetUpError('Name the next version: npm run release -- minor (or patch, major, 1.2.3).');
    }
    const name = releaseArguments[index];
    const version = semver.clean(name) ?? semver.inc(current, name, prereleaseOf(current, releaseArguments));
    if (version === null || !semver.gt(version, current)) {
        throw new SetUpError(`The version ${version ?? name} is not newer than ${current}. Choose a newer one.`);
    }
    return { version, options: releaseArguments.toSpliced(index, 1) };
}

/** Returns what a prerelease is called: as the option says, as the last release is, or alpha. */
function prereleaseOf(current, releaseArguments) {
    const index = releaseArguments.indexOf('--preid');
    const joined = releaseArguments.find(text => text.startsWith('--preid='))?.slice('--preid='.length);
    const [existing] = semver.prerelease(current) ?? [];
    return joined ?? (index < 0 ? undefined : releaseArguments[index + 1]) ?? existing?.toString() ?? 'alpha';
}
