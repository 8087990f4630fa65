// SPDX-License-Identifier: MIT

import { folderListSchema, movedFolderSchema, type FolderList, type FolderMoveBody } from '@sanyam/types';
import { resource } from './answers';
import type { CallOptions, Connection } from './connection';

export interface FolderQuery {
    /** The path of a folder; the top by default. */
    readonly folder?: string | undefined;
    /** The `next_cursor` of the page before, or the `next_folders_cursor` of `documents.list`. */
    readonly cursor?: string | undefined;
}

/** The folders of the caller's own tree. A folder exists as long as a document is in it or below it. */
export class Folders {
    constructor(private readonly connection: Connection) {}

    /** Lists the folders directly in a folder, 1,000 at a time. @throws SanyamError VALIDATION_ERROR */
    list({ folder, cursor }: FolderQuery = {}, { signal }: CallOptions = {}): Promise<FolderList> {
        return this.connection.send({
            method: 'GET',
            path: ['folders'],
            query: { folder, cursor },
            answer: resource(folderListSchema),
            repeat: 'always',
            signal
        });
    }

    /**
     * Moves or renames a folder with all that is in it, in one step. The target can exist. The request is not repeated
     * when the answer is lost, because the folder would be missing then.
     *
     * @returns the number of documents that moved
     * @throws SanyamError NOT_FOUND, VALIDATION_ERROR, TIER_LIMIT_EXCEEDED for more than 1,000 documents, 100 MB or
     * 10,000 shares
     */
    async move(move: FolderMoveBody, { signal }: CallOptions = {}): Promise<{ readonly count: number }> {
        return this.connection.send({
            method: 'POST',
            path: ['folders', 'move'],
            body: move,
            answer: resource(movedFolderSchema),
            repeat: 'never',
            signal
        });
    }
}
