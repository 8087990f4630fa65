// SPDX-License-Identifier: MIT

import { MessageService } from '@theia/core/lib/common/message-service';
import { nls } from '@theia/core/lib/common/nls';
import { inject, injectable } from '@theia/core/shared/inversify';
import { CloudErrorPresenter } from '../cloud-error-presenter';
import { FolderOperations, type FolderMove } from '../file-system/folder-operations';
import { splitPath } from '../file-system/tree-path';
import { quoted } from '../quoted';
import { CloudListing } from './cloud-listing';
import { CloudTreeContents } from './cloud-tree-contents';
import { MoveDocuments } from './move-documents';

/** Renames and moves a folder in the Cloud view, and offers Undo. */
@injectable()
export class MoveFolder {
    @inject(FolderOperations)
    protected readonly operations: FolderOperations;

    @inject(CloudListing)
    protected readonly listing: CloudListing;

    @inject(CloudTreeContents)
    protected readonly contents: CloudTreeContents;

    @inject(MoveDocuments)
    protected readonly moves: MoveDocuments;

    @inject(CloudErrorPresenter)
    protected readonly errors: CloudErrorPresenter;

    @inject(MessageService)
    protected readonly messages: MessageService;

    /** Asks for the new path of a folder, and moves it there. */
    async run(path: string): Promise<void> {
        const target = await this.moves.askForPath(
            path,
            nls.localize('sanyam/move/renameFolder', 'Rename or Move Cloud Folder'),
            path.lastIndexOf('/') + 1
        );
        if (target !== undefined && target !== path) {
            await this.move(path, target);
        }
    }

    /** @param undone the folders that the move made which this one takes back */
    private async move(from: string, to: string, undone: readonly string[] = []): Promise<void> {
        const made = this.madeFor(to);
        let move: FolderMove;
        try {
            move = await this.operations.moveFolder(from, to);
        } catch (error) {
            const operation = nls.localize('sanyam/move/folderFailed', 'Could not move {0}', quoted(from));
            await this.errors.show(operation, error, () => this.move(from, to, undone));
            return;
        }
        undone.forEach(path => this.contents.forgetFolder(path));
        await this.listing.reload();
        // Documents that move one by one have a notice of their own.
        if (move !== 'at once') {
            return;
        }
        const undo = nls.localizeByDefault('Undo');
        const text = nls.localize('sanyam/move/movedFolder', 'Moved {0} to {1}.', quoted(from), quoted(to));
        // To move back would also take what was there before.
        const canUndo = made.includes(to);
        const answer = await this.messages.info(text, { timeout: 10_000 }, ...(canUndo ? [undo] : []));
        if (answer === undo) {
            await this.move(to, from, made);
        }
    }

    /** Returns the folder and those above it that do not exist. */
    private madeFor(path: string): string[] {
        const present = new Set(this.contents.everyFolder.map(folder => folder.path));
        const made: string[] = [];
        for (let folder = path; !present.has(folder); folder = splitPath(folder).parent) {
            made.push(folder);
        }
        return made;
    }
}
