// SPDX-License-Identifier: MIT

import { CloudError, type CloudDocument } from '@sanyam/types';

/** The user was told why something failed. */
export class ToldError extends Error {
    override readonly name = 'ToldError';
}

/** A document, and the folder that it moves to. */
export interface DocumentMove {
    readonly document: CloudDocument;
    readonly folder: string;
    /** If it gets another name there. */
    readonly name?: string;
}

/** How the file system changes several documents. */
export const FolderWork = Symbol('FolderWork');
export interface FolderWork {
    /** Moves each document to a folder, and offers Undo. Returns how many moved, and says why others stayed. */
    move(moves: readonly DocumentMove[], target: string): Promise<number>;
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
    move: () => Promise.reject(new CloudError('CLOUD_NOT_CONFIGURED')),
    trash: () => Promise.reject(new CloudError('CLOUD_NOT_CONFIGURED')),
    copy: () => Promise.reject(new CloudError('CLOUD_NOT_CONFIGURED'))
};
