// SPDX-License-Identifier: MIT

import { CloudError, MAX_VERSION } from '@sanyam/types';

/** The condition of `If-Match`: any version, or one of these, the newest first. */
export type VersionCondition = 'any' | readonly [number, ...number[]];

/** Returns the entity tag of a version. */
export function entityTag(version: number): string {
    return `"${version}"`;
}

/** A tag, with what Apache adds behind the quotes. */
const TAG = /^(?:W\/)?"([^"]*)"(?:-(?:gzip|br|deflate|zstd))?$/;

/**
 * A version as it comes back. Proxies that compress change a tag: nginx and CloudFront weaken it, Apache adds `-gzip`
 * inside or behind the quotes, lighttpd and Jetty add `-gzip`, `--gzip` or `;gzip`. The version stays the same. The case
 * of a coding has no meaning.
 */
const VERSION = /^([1-9]\d{0,9})(?:(?:--?|;)(?:x-)?(?:gzip|br|deflate|zstd|compress))?$/i;
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
    const tags = elementsOf(value);
    const versions = BARE_VERSION.test(value) ? [Number(value)] : tags.map(versionOf);
    // A tag in another format is of no version. The others count, but without any there would be no condition.
    const known = versions.filter((version): version is number => version !== undefined && version <= MAX_VERSION);
    const [newest, ...older] = [...new Set(known)].sort((a, b) => b - a);
    if (newest === undefined || !(BARE_VERSION.test(value) || tags.every(tag => TAG.test(tag)))) {
        throw invalidIfMatch();
    }
    return [newest, ...older];
}

/** Returns the elements of a list. RFC 9110, 5.6.1.2: empty ones do not count. A comma can be part of a tag. */
function elementsOf(list: string): string[] {
    return (list.match(/(?:"[^"]*"|[^,"]|")+/g) ?? []).map(element => element.trim()).filter(Boolean);
}

/** Returns the version that a tag names; undefined for a tag in another format. */
function versionOf(tag: string): number | undefined {
    const digits = VERSION.exec(TAG.exec(tag)?.[1] ?? '')?.[1];
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
    return value === '*' || value === String(version) || elementsOf(value).some(tag => versionOf(tag) === version);
}
