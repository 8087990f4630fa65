// SPDX-License-Identifier: MIT

import { CloudError, type CloudDocument } from '@sanyam/types';

/** The user was told why something failed. */
export class ToldError extends Error {
    override readonly name = 'ToldError';
}

/** How the file system changes several documents. */
export const FolderWork = Symbol('FolderWork');
export interface FolderWork {
    /** Moves documents to the trash, and offers Undo. @throws ToldError if some stayed */
    trash(documents: readonly CloudDocument[]): Promise<void>;
    /** Creates a copy of each document. @throws Error if some were not copied */
    copy(
        documents: readonly CloudDocument[],
        create: (document: CloudDocument, signal: AbortSignal) => Promise<unknown>
    ): Promise<void>;
}

/** The work of an IDE without a cloud. */
export const NO_FOLDER_WORK: FolderWork = {
    trash: () => Promise.reject(new CloudError('CLOUD_NOT_CONFIGURED')),
    copy: () => Promise.reject(new CloudError('CLOUD_NOT_CONFIGURED'))
};
