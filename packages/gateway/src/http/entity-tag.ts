// SPDX-License-Identifier: MIT

import { CloudError, MAX_VERSION } from '@sanyam/types';

/** The versions that `If-Match` names, the newest first. */
export type MatchedVersions = 'any' | readonly [number, ...number[]];

/** The versions that `If-None-Match` names. */
export type ExcludedVersions = 'any' | readonly number[];

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
 * Parses `If-Match` of a change: `"7"`, also as proxies change it, a list of those, a bare `7`, or `*`.
 *
 * @returns undefined without the header
 * @throws CloudError INVALID_IF_MATCH for anything else, because ignoring it would overwrite the protected version
 */
export function parseIfMatch(header: string | undefined): MatchedVersions | undefined {
    if (header === undefined) {
        return undefined;
    }
    const value = header.trim();
    if (value === '*') {
        return 'any';
    }
    const [newest, ...older] = [...versionsIn(value, invalidIfMatch)].sort((a, b) => b - a);
    // A tag in another format is of no version. Without any version there would be no condition.
    if (newest === undefined) {
        throw invalidIfMatch();
    }
    return [newest, ...older];
}

/**
 * Parses `If-None-Match` of a change: the same as `If-Match`. A list of tags in another format names no version.
 *
 * @returns undefined without the header
 * @throws CloudError INVALID_IF_NONE_MATCH for anything else, because ignoring it would change the excluded version
 */
export function parseIfNoneMatch(header: string | undefined): ExcludedVersions | undefined {
    if (header === undefined) {
        return undefined;
    }
    const value = header.trim();
    return value === '*' ? 'any' : [...versionsIn(value, invalidIfNoneMatch)];
}

/** Returns the versions that a bare version or a list of tags names. @throws what `invalid` returns for other text */
function versionsIn(value: string, invalid: () => CloudError): Set<number> {
    if (BARE_VERSION.test(value)) {
        return new Set([Number(value)].filter(version => version <= MAX_VERSION));
    }
    const tags = elementsOf(value);
    if (tags.length === 0 || !tags.every(tag => TAG.test(tag))) {
        throw invalid();
    }
    const versions = tags.map(versionOf);
    return new Set(versions.filter((version): version is number => version !== undefined && version <= MAX_VERSION));
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

function invalidIfNoneMatch(): CloudError {
    return new CloudError('INVALID_IF_NONE_MATCH');
}

/** Returns whether `If-None-Match` of a read names this version. Tags in another format do not match. */
export function matchesNone(header: string | undefined, version: number): boolean {
    if (header === undefined) {
        return false;
    }
    const value = header.trim();
    return value === '*' || value === String(version) || elementsOf(value).some(tag => versionOf(tag) === version);
}
