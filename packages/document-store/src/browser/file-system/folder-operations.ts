// SPDX-License-Identifier: MIT

import { CloudError, documentNameProblem, folderProblem, normalizedFolder, type CloudDocument } from '@sanyam/types';
import { nls } from '@theia/core/lib/common/nls';
import { generateUuid } from '@theia/core/lib/common/uuid';
import { inject, injectable } from '@theia/core/shared/inversify';
import { CloudDocumentService } from '../cloud-document-service';
import { quotedPlainly } from '../quoted';
import { FolderWork } from './folder-work-protocol';
import { MadeFolders } from './made-folders';
import { OwnTree } from './own-tree';
import { splitPath } from './tree-path';

/** The most documents that one operation deletes or copies: as many as the cloud moves in one step. */
const MOST_DOCUMENTS = 1000;

/** How a folder moved: in one step, or document by document. `partly`: some stayed, and a notice has said why. */
export type FolderMove = 'at once' | 'in parts' | 'partly';

/**
 * Changes of the user's own tree. A folder that such a change empties stays in this window, as on a disk, until somebody
 * deletes it.
 */
@injectable()
export class FolderOperations {
    @inject(CloudDocumentService)
    protected readonly documents: CloudDocumentService;

    @inject(OwnTree)
    protected readonly tree: OwnTree;

    @inject(MadeFolders)
    protected readonly made: MadeFolders;

    @inject(FolderWork)
    protected readonly work: FolderWork;

    /** Shows an empty folder. @throws CloudError VALIDATION_ERROR for a path that cannot be one */
    make(path: string): void {
        requireFolder(path);
        this.made.add(path);
    }

    /** Moves a document to the trash. */
    async deleteDocument(document: CloudDocument): Promise<void> {
        await this.work.trash([document]);
        if (document.permission === 'owner') {
            this.made.add(document.folder);
        }
    }

    /**
     * Moves all documents in a folder and below it to the trash.
     *
     * @throws CloudError VALIDATION_ERROR if they are more than 1,000
     */
    async deleteFolder(path: string): Promise<void> {
        const documents = await this.few(path, 'delete');
        if (documents.length > 0) {
            await this.work.trash(documents);
        }
        this.made.remove(path);
        this.made.add(splitPath(path).parent);
    }

    /** Gives a document of the user another name, another folder, or both. */
    async moveDocument(document: CloudDocument, folder: string, name: string): Promise<void> {
        requireName(name);
        await this.documents.save(document.id, { name, ...(folder === document.folder ? {} : { folder }) });
        if (folder !== document.folder) {
            this.made.add(document.folder);
        }
    }

    /**
     * Moves a folder with all that is below it: in one step of the cloud, or document by document if it is too much for
     * that.
     *
     * @throws CloudError like {@link CloudDocumentService.moveFolder}
     */
    async moveFolder(from: string, to: string): Promise<FolderMove> {
        requireFolder(to);
        const move = await this.moveContents(from, to);
        if (move !== 'partly') {
            this.made.move(from, to);
            this.made.add(splitPath(from).parent);
        }
        return move;
    }

    private async moveContents(from: string, to: string): Promise<FolderMove> {
        try {
            await this.documents.moveFolder(from, to);
            return 'at once';
        } catch (error) {
            // A folder without documents is known in this window only.
            if (CloudError.is(error, 'NOT_FOUND') && this.made.has(from)) {
                return 'at once';
            }
            if (!isTooMuchForOneMove(error)) {
                throw error;
            }
        }
        // The cloud does not move so much in one step, because all saves would wait for it.
        const documents = await this.tree.below(from);
        const { length } = normalizedFolder(from);
        const moves = documents.map(document => ({ document, folder: to + document.folder.slice(length) }));
        return (await this.work.move(moves, to)) === moves.length ? 'in parts' : 'partly';
    }

    /** Creates a copy of a document in the user's own tree. */
    async copyDocument(document: CloudDocument, path: string): Promise<void> {
        const { parent, name } = splitPath(path);
        requireName(name);
        await this.work.copy([document], (source, signal) => this.createCopy(source, parent, name, signal));
    }

    /**
     * Creates copies of all documents in a folder and below it.
     *
     * @throws CloudError VALIDATION_ERROR if they are more than 1,000
     */
    async copyFolder(from: string, to: string): Promise<void> {
        const documents = await this.few(from, 'copy');
        const { length } = normalizedFolder(from);
        const moved = (folder: string): string => `${to}${folder.slice(length)}`;
        this.make(to);
        this.made.below(from).forEach(path => this.made.add(moved(path)));
        await this.work.copy(documents, (source, signal) =>
            this.createCopy(source, moved(source.folder), source.name, signal)
        );
    }

    private async createCopy(source: CloudDocument, folder: string, name: string, signal: AbortSignal): Promise<void> {
        const { content, language_id } = await this.documents.read(source.id, signal);
        await this.documents.create({ name, folder, language_id, content, idempotency_key: generateUuid() }, signal);
    }

    private async few(path: string, operation: 'delete' | 'copy'): Promise<CloudDocument[]> {
        const { total_count } = await this.documents.list({ folder: path, below: true, page_size: 1 });
        if (total_count > MOST_DOCUMENTS) {
            const name = quotedPlainly(path);
            throw new CloudError(
                'VALIDATION_ERROR',
                operation === 'delete'
                    ? nls.localize(
                          'sanyam/files/deleteTooMany',
                          'The cloud folder {0} has more than 1,000 documents. Delete the folders in it one at a time.',
                          name
                      )
                    : nls.localize(
                          'sanyam/files/copyTooMany',
                          'The cloud folder {0} has more than 1,000 documents. Copy the folders in it one at a time.',
                          name
                      )
            );
        }
        return this.tree.below(path);
    }
}

/** The limits of one move begin like this: of documents, of bytes and of shares. */
const LIMITS_OF_A_MOVE = /^moved_/;

function isTooMuchForOneMove(error: unknown): boolean {
    return CloudError.is(error, 'TIER_LIMIT_EXCEEDED') && LIMITS_OF_A_MOVE.test(String(error.details['limit_name']));
}

/** @throws CloudError VALIDATION_ERROR for a name that no document can have */
function requireName(name: string): void {
    const problem = documentNameProblem(name);
    if (problem !== undefined) {
        throw new CloudError('VALIDATION_ERROR', problem);
    }
}

/** @throws CloudError VALIDATION_ERROR for a path that no folder can have */
function requireFolder(path: string): void {
    const problem = folderProblem(path);
    if (problem !== undefined) {
        throw new CloudError('VALIDATION_ERROR', problem);
    }
}
