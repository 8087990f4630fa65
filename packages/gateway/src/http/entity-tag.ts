// SPDX-License-Identifier: MIT

import { CloudError, MAX_VERSION } from '@sanyam/types';

/** What `If-Match` asks for: any version, or one of these, the newest first. */
export type VersionCondition = 'any' | readonly [number, ...number[]];

/** The entity tag of a version. */
export function entityTag(version: number): string {
    return `"${version}"`;
}

/** Proxies that compress weaken entity tags, so a weak one counts as well. */
const VERSION_TAG = /^(?:W\/)?"([1-9]\d{0,9})"$/;
const BARE_VERSION = /^[1-9]\d{0,9}$/;

/**
 * Reads `If-Match`: `"7"`, `W/"7"`, a list of those, a bare `7`, or `*`.
 *
 * @returns undefined without the header
 * @throws CloudError INVALID_IF_MATCH for anything else: ignoring it would overwrite what it was to protect
 */
export function parseIfMatch(header: string | undefined): VersionCondition | undefined {
    if (header === undefined) {
        return undefined;
    }
    const value = header.trim();
    if (value === '*') {
        return 'any';
    }
    const versions = BARE_VERSION.test(value) ? [Number(value)] : value.split(',').map(versionOf);
    const [newest, ...older] = [...new Set(versions)].sort((a, b) => b - a);
    if (newest === undefined || newest > MAX_VERSION) {
        throw invalidIfMatch();
    }
    return [newest, ...older];
}

function versionOf(tag: string): number {
    const digits = VERSION_TAG.exec(tag.trim())?.[1];
    if (digits === undefined) {
        throw invalidIfMatch();
    }
    return Number(digits);
}

function invalidIfMatch(): CloudError {
    return new CloudError(
        'INVALID_IF_MATCH',
        'If-Match takes the ETag of the version that you changed, such as "7", a list of them, or *.'
    );
}

/** Whether `If-None-Match` says that the client has this version already. A tag that is not ours is of something else. */
export function matchesNone(header: string | undefined, version: number): boolean {
    if (header === undefined) {
        return false;
    }
    const value = header.trim();
    return (
        value === '*' ||
        value === String(version) ||
        value.split(',').some(tag => tag.trim().replace(/^W\//, '') === entityTag(version))
    );
}
