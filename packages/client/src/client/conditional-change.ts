// SPDX-License-Identifier: MIT

import { type CloudDocument, cloudDocumentSchema } from '@sanyam/types';
import type { CallOptions } from './connection';
import { ConflictError, SanyamError } from './sanyam-error';

export interface ChangeOptions extends CallOptions {
    /** The version that the change was made from: with another one there now, nothing is changed. */
    readonly ifMatch?: number | undefined;
}

/** The header that holds a change to a version. */
export function ifVersion(version: number | undefined): Record<string, string | undefined> {
    return { 'If-Match': version === undefined ? undefined : `"${version}"` };
}

/**
 * The document, if the attempt whose answer was lost made the version that the repeat then met.
 *
 * @param findChange reads the document; undefined when it is not as the change would have made it
 * @throws SanyamError the failure, otherwise
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
        // Who may write but not read cannot find out: then it is a conflict.
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
