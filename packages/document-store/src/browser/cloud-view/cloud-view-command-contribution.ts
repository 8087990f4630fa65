// SPDX-License-Identifier: MIT

import type { CloudDocument } from '@sanyam/types';
import { ConfirmDialog } from '@theia/core/lib/browser/dialogs';
import { ApplicationShell } from '@theia/core/lib/browser/shell/application-shell';
import type { Command, CommandContribution, CommandHandler, CommandRegistry } from '@theia/core/lib/common/command';
import { nls } from '@theia/core/lib/common/nls';
import { inject, injectable } from '@theia/core/shared/inversify';
import { quotedPlainly } from '../quoted';
import { TrashActions } from '../trash/trash-actions';
import { CloudNode } from './cloud-tree-nodes';
import { CloudTreeContents } from './cloud-tree-contents';
import { CloudViewCommands } from './cloud-view-commands';
import { CloudViewSelection } from './cloud-view-selection';
import { CloudViewWidget } from './cloud-view-widget';
import { DocumentActions } from './document-actions';
import { MoveDocuments } from './move-documents';
import { MoveFolder } from './move-folder';
import { chooseFiles } from './upload-file';
import { UploadFiles } from './upload-files';

/** The commands on documents and folders of the Cloud view. */
@injectable()
export class CloudViewCommandContribution implements CommandContribution {
    @inject(CloudViewSelection)
    protected readonly selection: CloudViewSelection;

    @inject(CloudTreeContents)
    protected readonly contents: CloudTreeContents;

    @inject(ApplicationShell)
    protected readonly shell: ApplicationShell;

    @inject(DocumentActions)
    protected readonly actions: DocumentActions;

    @inject(MoveDocuments)
    protected readonly moves: MoveDocuments;

    @inject(MoveFolder)
    protected readonly moveFolder: MoveFolder;

    @inject(UploadFiles)
    protected readonly uploads: UploadFiles;

    @inject(TrashActions)
    protected readonly trash: TrashActions;

    registerCommands(commands: CommandRegistry): void {
        const forDocuments = (
            { id }: Command,
            execute: (documents: CloudDocument[], given?: unknown) => unknown,
            isFor: (documents: CloudDocument[]) => boolean = () => true
        ): void => {
            const isPossible = (given?: unknown): boolean => {
                const documents = this.selection.documents(given);
                return documents.length > 0 && isFor(documents);
            };
            commands.registerCommand(hidden(id), {
                isEnabled: isPossible,
                isVisible: isPossible,
                execute: (given?: unknown) => execute(this.selection.documents(given), given)
            });
        };
        forDocuments(CloudViewCommands.OPEN, documents => this.actions.open(documents, false, true));
        forDocuments(CloudViewCommands.OPEN_TO_SIDE, documents => this.actions.open(documents, true, true));
        this.registerRename(commands);
        forDocuments(CloudViewCommands.DUPLICATE, documents => this.actions.duplicate(documents));
        forDocuments(
            CloudViewCommands.MOVE,
            documents => this.moves.run(documents),
            documents => documents.every(({ permission }) => permission === 'owner')
        );
        forDocuments(CloudViewCommands.DOWNLOAD, documents => this.actions.download(documents));
        forDocuments(CloudViewCommands.COPY_LINK, documents => this.actions.copyLinks(documents));
        forDocuments(
            CloudViewCommands.DELETE,
            (documents, given) => this.delete(documents, given),
            documents => documents.every(({ permission }) => permission === 'owner' || permission === 'admin')
        );
        this.registerFolderCommands(commands);
        this.registerTrashCommands(commands);
    }

    /** Renames a document or a folder. */
    private registerRename(commands: CommandRegistry): void {
        const isPossible = (given?: unknown): boolean => {
            const [node, ...others] = this.selection.nodes(given);
            const canChange =
                CloudNode.isDocument(node) && node.section !== 'trash' && node.document.permission !== 'view';
            return others.length === 0 && (CloudNode.isFolder(node) || canChange);
        };
        commands.registerCommand(hidden(CloudViewCommands.RENAME.id), {
            isEnabled: isPossible,
            isVisible: isPossible,
            execute: (given?: unknown) => {
                const [node] = this.selection.nodes(given);
                if (CloudNode.isFolder(node)) {
                    return this.moveFolder.run(node.path);
                }
                return CloudNode.isDocument(node) ? this.actions.rename(node.document) : undefined;
            }
        });
    }

    private registerFolderCommands(commands: CommandRegistry): void {
        commands.registerCommand(CloudViewCommands.NEW_DOCUMENT, {
            execute: (given?: unknown) => this.actions.create(this.selection.folder(given))
        });
        commands.registerCommand(CloudViewCommands.NEW_FOLDER, {
            execute: (given?: unknown) => this.makeFolder(this.selection.folder(given))
        });
        commands.registerCommand(CloudViewCommands.UPLOAD, {
            execute: async (given?: unknown) => {
                const folder = this.selection.folder(given);
                await this.uploads.run(await chooseFiles(), folder);
            }
        });
    }

    /** Goes to the folder that was made: what the user does next is in it. */
    private async makeFolder(parent: string): Promise<void> {
        const path = await this.moves.makeFolder(parent);
        if (path !== undefined) {
            await this.shell.activateWidget(CloudViewWidget.ID);
            await this.selection.view?.revealFolder(path);
        }
    }

    private registerTrashCommands(commands: CommandRegistry): void {
        const handler = (execute: (documents: CloudDocument[]) => unknown): CommandHandler => {
            const isPossible = (given?: unknown): boolean => this.selection.documentsIn('trash', given).length > 0;
            return {
                isEnabled: isPossible,
                isVisible: isPossible,
                execute: (given?: unknown) => execute(this.selection.documentsIn('trash', given))
            };
        };
        commands.registerCommand(
            hidden(CloudViewCommands.RESTORE.id),
            handler(documents => this.trash.restore(documents))
        );
        commands.registerCommand(
            hidden(CloudViewCommands.DELETE_PERMANENTLY.id),
            handler(documents => this.trash.deletePermanently(documents))
        );
        const isTrash = (given?: unknown): boolean =>
            this.selection.nodes(given).some(node => CloudNode.isSection(node) && node.section === 'trash');
        commands.registerCommand(hidden(CloudViewCommands.EMPTY_TRASH.id), {
            isEnabled: isTrash,
            isVisible: isTrash,
            execute: () => this.trash.empty()
        });
    }

    /** Asks before a folder goes, because nothing shows how much is in it. Documents alone can be undone. */
    private async delete(documents: CloudDocument[], given: unknown): Promise<void> {
        const folders = this.selection.nodes(given).filter(CloudNode.isFolder);
        if (folders.length > 0) {
            const title = nls.localize('sanyam/trash/moveTitle', 'Move to Trash');
            const [first] = documents;
            const msg =
                documents.length === 1 && first
                    ? nls.localize(
                          'sanyam/trash/confirmFolderOne',
                          'Are you sure you want to move {0} to the trash?',
                          quotedPlainly(first.name)
                      )
                    : nls.localize(
                          'sanyam/trash/confirmFolder',
                          'Are you sure you want to move {0} documents to the trash?',
                          documents.length
                      );
            if (!(await new ConfirmDialog({ title, msg, ok: title, maxWidth: 480 }).open())) {
                return;
            }
        }
        await this.trash.trash(documents);
        folders.forEach(({ path }) => this.contents.forgetFolder(path));
    }
}

/** A command without a label is not in the palette. The menus of the view name it. */
function hidden(id: string): Command {
    return { id };
}
