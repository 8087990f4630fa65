// SPDX-License-Identifier: MIT

import { folderPageSchema, folderPathSchema, type FolderPage } from '@sanyam/types';
import { z } from 'zod';
import { DatabaseFunctions } from '../session/database-functions';

const folderQuerySchema = z.object({ folder: folderPathSchema, cursor: z.string().optional() });
const moveSchema = z.object({ from_folder: folderPathSchema, to_folder: folderPathSchema });
const moveAnswerSchema = z.object({ count: z.int().nonnegative() });

/**
 * The tree of the user's own documents. A folder exists as long as a document is in it or below it. A path is names
 * with `/` between them, and the top is an empty path. Every method rejects with a `CloudError`.
 */
export class CloudFolders extends DatabaseFunctions {
    /**
     * Lists the names of the folders directly in a folder, in order, 1,000 at a time. The first page is also in
     * `CloudDocuments.list`.
     *
     * @throws CloudError VALIDATION_ERROR, INVALID_CURSOR
     */
    async list(folder: string, cursor?: string, signal?: AbortSignal): Promise<FolderPage> {
        const query = this.checked(folderQuerySchema, { folder, cursor });
        return this.ask(folderPageSchema, 'list_folders', query, signal);
    }

    /**
     * Moves a folder with all documents in it and below it, in one step. Each document gets a version. The target can
     * exist.
     *
     * @returns the number of documents
     * @throws CloudError VALIDATION_ERROR if the target is in the folder itself, NOT_FOUND if the folder does not exist,
     * TIER_LIMIT_EXCEEDED if it has too many documents for one move, DOCUMENT_READ_ONLY
     */
    async move(from: string, to: string): Promise<number> {
        const move = this.checked(moveSchema, { from_folder: from, to_folder: to });
        return (await this.ask(moveAnswerSchema, 'move_folder', move)).count;
    }
}
