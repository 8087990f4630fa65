// SPDX-License-Identifier: MIT

import { CloudError } from '@sanyam/types';
import { MessageService } from '@theia/core/lib/common/message-service';
import { nls } from '@theia/core/lib/common/nls';
import { inject, injectable } from '@theia/core/shared/inversify';
import { CloudDocumentService } from '../cloud-document-service';
import { CloudErrorPresenter } from '../cloud-error-presenter';
import { quoted } from '../quoted';
import { CloudListing } from './cloud-listing';
import { CloudTreeContents } from './cloud-tree-contents';
import { MoveDocuments } from './move-documents';

/** Renames and moves a folder with all that is below it: in one step of the cloud, or in parts if it is too much for that. */
@injectable()
export class MoveFolder {
    @inject(CloudDocumentService)
    protected readonly service: CloudDocumentService;

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

    private async move(from: string, to: string): Promise<void> {
        const hasDocuments = (path: string): boolean =>
            this.contents.everyFolder.some(folder => folder.path === path && folder.count > 0);
        if (!hasDocuments(from)) {
            this.contents.forgetFolder(from);
            this.contents.makeFolder(to);
            return;
        }
        // To move back would also take what was there before.
        const canUndo = !hasDocuments(to);
        try {
            await this.service.moveFolder(from, to);
        } catch (error) {
            if (isTooMuchForOneMove(error)) {
                await this.moveInParts(from, to);
                return;
            }
            const operation = nls.localize('sanyam/move/folderFailed', 'Could not move {0}', quoted(from));
            await this.errors.show(operation, error, () => this.move(from, to));
            return;
        }
        this.contents.forgetFolder(from);
        await this.listing.reload();
        const undo = nls.localizeByDefault('Undo');
        const text = nls.localize('sanyam/move/movedFolder', 'Moved {0} to {1}.', quoted(from), quoted(to));
        const answer = await this.messages.info(text, { timeout: 10_000 }, ...(canUndo ? [undo] : []));
        if (answer === undo) {
            await this.move(to, from);
        }
    }

    /**
     * Moves the documents of a large folder one by one, with progress. The cloud does not move so much in one step,
     * because all saves would wait for it.
     */
    private async moveInParts(from: string, to: string): Promise<void> {
        await this.listing.settled();
        const documents = [...this.listing.documents].filter(
            ({ permission, folder }) => permission === 'owner' && (folder === from || folder.startsWith(`${from}/`))
        );
        await this.moves.moveEach(
            documents.map(document => ({ document, folder: to + document.folder.slice(from.length) })),
            to
        );
        await this.listing.reload();
        if (!this.contents.everyFolder.some(({ path, count }) => path === from && count > 0)) {
            this.contents.forgetFolder(from);
        }
    }
}

/** The limits of one move begin like this: of documents, of bytes and of shares. */
const LIMITS_OF_A_MOVE = /^moved_/;

function isTooMuchForOneMove(error: unknown): boolean {
    return CloudError.is(error, 'TIER_LIMIT_EXCEEDED') && LIMITS_OF_A_MOVE.test(String(error.details['limit_name']));
}
