// SPDX-License-Identifier: MIT

import { type CloudDocument, cloudDocumentSchema } from '@sanyam/types';
import type { CallOptions } from './connection';
import { ConflictError, SanyamError } from './sanyam-error';

export interface ChangeOptions extends CallOptions {
    /** The version that the change is based on. If the document has another version, nothing changes. */
    readonly ifMatch?: number | undefined;
}

/** Returns the If-Match header for a version. */
export function ifVersion(version: number | undefined): Record<string, string | undefined> {
    return { 'If-Match': version === undefined ? undefined : `"${version}"` };
}

/**
 * Returns the changed document. A change makes one version at most, so a later version means that another one was
 * overwritten: a proxy on the way removed If-Match.
 *
 * @throws SanyamError IF_MATCH_LOST
 */
export function requireMatch(changed: CloudDocument, base: number | undefined): CloudDocument {
    if (base !== undefined && changed.version > base + 1) {
        throw new SanyamError(
            'IF_MATCH_LOST',
            `Version ${changed.version - 1} was overwritten, because a proxy removed If-Match from the request. ` +
                `The history has the text of that version. Let the proxy pass If-Match on.`,
            { details: { overwritten_version: changed.version - 1, version: changed.version } }
        );
    }
    return changed;
}

/**
 * Returns the changed document if the first attempt succeeded and only its answer was lost. The repeat then failed
 * because of the version that the first attempt made.
 *
 * @param findChange reads the document; undefined when the document differs from the change
 * @throws SanyamError the failure of the repeat, otherwise
 */
export async function wasDone(
    failure: SanyamError,
    base: number | undefined,
    findChange: () => Promise<CloudDocument | undefined>
): Promise<CloudDocument> {
    if (!(failure instanceof ConflictError) || base === undefined || failure.currentVersion !== base + 1) {
        throw failure;
    }
    let found: CloudDocument | undefined;
    try {
        found = await findChange();
    } catch (error) {
        // A caller that can write but not read cannot find out. That counts as a conflict.
        if (error instanceof SanyamError) {
            throw failure;
        }
        throw error;
    }
    if (found?.version !== base + 1) {
        throw failure;
    }
    return cloudDocumentSchema.parse(found);
}
