// SPDX-License-Identifier: MIT

import { CloudError, conflictDetailsSchema } from '@sanyam/types';
import { type ExcludedVersions, parseIfMatch, parseIfNoneMatch, type MatchedVersions } from './entity-tag';

/** The conditions of a change. Undefined is no condition. */
export interface ChangeConditions {
    readonly ifMatch: MatchedVersions | undefined;
    readonly ifNoneMatch: ExcludedVersions | undefined;
}

/** The headers of a change that can name conditions. */
export interface ConditionHeaders {
    readonly 'If-Match'?: string | undefined;
    readonly 'If-None-Match'?: string | undefined;
    readonly 'If-Unmodified-Since'?: string | undefined;
}

/** A version that no document has: the first one is 1. */
const NO_VERSION = 0;

/** How often a change is tried. It fails each time only if somebody else saves at the same moment. */
const MOST_ATTEMPTS = 5;

/**
 * Reads the conditions of a change. `If-Modified-Since` has no meaning for it (RFC 9110, 13.1.3).
 *
 * @throws CloudError INVALID_IF_MATCH, INVALID_IF_NONE_MATCH, PRECONDITION_FAILED for a time without an entity tag
 */
export function conditionsOf(headers: ConditionHeaders): ChangeConditions {
    const ifMatch = parseIfMatch(headers['If-Match']);
    if (ifMatch === undefined) {
        refuseTime(headers['If-Unmodified-Since']);
    }
    return { ifMatch, ifNoneMatch: parseIfNoneMatch(headers['If-None-Match']) };
}

/**
 * Refuses the conditions that cannot be met where nothing has an entity tag.
 *
 * @throws CloudError PRECONDITION_FAILED for a tag in `If-Match`, for `*` in `If-None-Match`, and for a time
 */
export function refuseConditions(headers: ConditionHeaders): void {
    const ifMatch = headers['If-Match']?.trim();
    if (ifMatch !== undefined && ifMatch !== '*') {
        throw preconditionFailed('This address has no ETag. Send the request without If-Match.');
    }
    if (headers['If-None-Match']?.trim() === '*') {
        throw preconditionFailed('This address has no ETag. Send the request without If-None-Match.');
    }
    if (ifMatch === undefined) {
        refuseTime(headers['If-Unmodified-Since']);
    }
}

/**
 * Makes a change under conditions. The database compares with one version only: this tries the newest one of `If-Match`,
 * or one that no document has, and then the current version that the conflict names, if the conditions allow it.
 *
 * @param change makes the change if the document has this version; undefined: any version
 * @throws CloudError OPTIMISTIC_LOCK_CONFLICT if `If-Match` does not name the current version, or if others saved before
 *     each attempt; PRECONDITION_FAILED if `If-None-Match` names it; and what `change` throws
 */
export async function changeUnder<T>(
    { ifMatch = 'any', ifNoneMatch = [] }: ChangeConditions,
    change: (baseVersion: number | undefined) => Promise<T>
): Promise<T> {
    const isExcluded = (version: number) => ifNoneMatch === 'any' || ifNoneMatch.includes(version);
    if (ifMatch === 'any' && ifNoneMatch.length === 0) {
        return change(undefined);
    }
    let version = ifMatch === 'any' ? NO_VERSION : ifMatch.find(named => !isExcluded(named));
    if (version === undefined) {
        throw preconditionFailed('If-None-Match excludes each version of If-Match. Send one of them.');
    }
    for (let attempt = 1; ; attempt++) {
        try {
            return await change(version);
        } catch (error) {
            const current = currentVersion(error);
            if (current === undefined || (ifMatch !== 'any' && !ifMatch.includes(current))) {
                throw error;
            }
            if (isExcluded(current)) {
                throw preconditionFailed(
                    `The document has version ${current}, which If-None-Match excludes. Nothing was changed.`
                );
            }
            if (attempt >= MOST_ATTEMPTS) {
                throw error;
            }
            version = current;
        }
    }
}

/**
 * Checks `If-Match` of a read.
 *
 * @throws CloudError PRECONDITION_FAILED if it does not name this version
 */
export function requireMatch(ifMatch: MatchedVersions | undefined, version: number): void {
    if (ifMatch !== undefined && ifMatch !== 'any' && !ifMatch.includes(version)) {
        throw preconditionFailed(`The document has version ${version}, which If-Match does not name.`);
    }
}

function refuseTime(ifUnmodifiedSince: string | undefined): void {
    if (ifUnmodifiedSince !== undefined) {
        throw preconditionFailed(
            'If-Unmodified-Since is not supported, because several changes can happen within a second. ' +
                'Send If-Match with the ETag of the version that you changed.'
        );
    }
}

function preconditionFailed(message: string): CloudError {
    return new CloudError('PRECONDITION_FAILED', message);
}

function currentVersion(error: unknown): number | undefined {
    if (!CloudError.is(error, 'OPTIMISTIC_LOCK_CONFLICT')) {
        return undefined;
    }
    return conflictDetailsSchema.safeParse(error.details).data?.current_version;
}
