// SPDX-License-Identifier: MIT

import { CloudError, MAX_VERSION } from '@sanyam/types';

/** The condition of `If-Match`: any version, or one of these, the newest first. */
export type VersionCondition = 'any' | readonly [number, ...number[]];

/** Returns the entity tag of a version. */
export function entityTag(version: number): string {
    return `"${version}"`;
}

/**
 * A tag as it comes back. Proxies that compress change it: nginx and CloudFront weaken it, Apache adds `-gzip` inside or
 * behind the quotes, lighttpd and Jetty add `-gzip`, `--gzip` or `;gzip`. The version stays the same.
 */
const VERSION_TAG =
    /^(?:W\/)?"([1-9]\d{0,9})(?:(?:--?|;)(?:x-)?(?:gzip|br|deflate|zstd|compress))?"(?:-(?:gzip|br|deflate|zstd))?$/;
const BARE_VERSION = /^[1-9]\d{0,9}$/;

/**
 * Parses `If-Match`: `"7"`, also as proxies change it, a list of those, a bare `7`, or `*`.
 *
 * @returns undefined without the header
 * @throws CloudError INVALID_IF_MATCH for anything else, because ignoring it would overwrite the protected version
 */
export function parseIfMatch(header: string | undefined): VersionCondition | undefined {
    if (header === undefined) {
        return undefined;
    }
    const value = header.trim();
    if (value === '*') {
        return 'any';
    }
    const versions = BARE_VERSION.test(value) ? [Number(value)] : value.split(',').map(requireVersion);
    const [newest, ...older] = [...new Set(versions)].sort((a, b) => b - a);
    if (newest === undefined || newest > MAX_VERSION) {
        throw invalidIfMatch();
    }
    return [newest, ...older];
}

function requireVersion(tag: string): number {
    const version = versionOf(tag);
    if (version === undefined) {
        throw invalidIfMatch();
    }
    return version;
}

/** Returns the version that a tag names; undefined for a tag in another format. */
function versionOf(tag: string): number | undefined {
    const digits = VERSION_TAG.exec(tag.trim())?.[1];
    return digits === undefined ? undefined : Number(digits);
}

function invalidIfMatch(): CloudError {
    return new CloudError(
        'INVALID_IF_MATCH',
        'If-Match is invalid. Send the ETag of the version that you changed, such as "7", a list of ETags, or *.'
    );
}

/** Returns whether `If-None-Match` names this version. Tags in another format do not match. */
export function matchesNone(header: string | undefined, version: number): boolean {
    if (header === undefined) {
        return false;
    }
    const value = header.trim();
    return value === '*' || value === String(version) || value.split(',').some(tag => versionOf(tag) === version);
}
