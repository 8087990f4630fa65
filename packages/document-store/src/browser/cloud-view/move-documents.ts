// SPDX-License-Identifier: MIT

import { folderPathSchema, withVisibleCharacters, type CloudDocument } from '@sanyam/types';
import { codiconArray } from '@theia/core/lib/browser/widgets';
import { MessageService } from '@theia/core/lib/common/message-service';
import { nls } from '@theia/core/lib/common/nls';
import { QuickInputService, type QuickPickItem } from '@theia/core/lib/common/quick-pick-service';
import { inject, injectable } from '@theia/core/shared/inversify';
import { CloudDocumentService } from '../cloud-document-service';
import { escapeIcons } from '../escape-icons';
import type { DocumentMove } from '../file-system/folder-work-protocol';
import { quoted } from '../quoted';
import { firstProblem } from '../sentences/first-problem';
import { TrashActions, type TrashItem } from '../trash/trash-actions';
import { CloudListing } from './cloud-listing';
import { CloudTreeContents } from './cloud-tree-contents';
import { sectionLabel } from './cloud-view-labels';
import { ManyDocuments } from './many-documents';
import { MoveConflicts, type SettledMove } from './move-conflicts';

interface FolderItem extends QuickPickItem {
    /** Undefined for a new folder. */
    readonly path?: string;
}

/** Moves documents between the folders of their owner's tree. */
@injectable()
export class MoveDocuments {
    @inject(CloudDocumentService)
    protected readonly service: CloudDocumentService;

    @inject(CloudListing)
    protected readonly listing: CloudListing;

    @inject(CloudTreeContents)
    protected readonly contents: CloudTreeContents;

    @inject(MoveConflicts)
    protected readonly conflicts: MoveConflicts;

    @inject(TrashActions)
    protected readonly trash: TrashActions;

    @inject(ManyDocuments)
    protected readonly many: ManyDocuments;

    @inject(QuickInputService)
    protected readonly quickInput: QuickInputService;

    @inject(MessageService)
    protected readonly messages: MessageService;

    /** Asks for a folder, and moves documents there. */
    async run(documents: readonly CloudDocument[]): Promise<void> {
        const folder = await this.askForFolder(documents);
        if (folder !== undefined) {
            await this.move(documents, folder);
        }
    }

    /** Moves documents to a folder. Asks first what happens to those with the same names. The notice can undo it. */
    async move(documents: readonly CloudDocument[], folder: string): Promise<void> {
        const moving = documents.filter(document => document.folder !== folder);
        if (moving.length === 0) {
            return;
        }
        const moves = await this.conflicts.settle(moving, folder);
        if (moves !== undefined) {
            await this.moveEach(moves, folder);
        }
    }

    /**
     * Moves each document to its own folder, with progress. The notice can undo it.
     *
     * @param target for the notice: the folder that all of them are in or below afterwards
     * @returns how many moved
     */
    async moveEach(moves: readonly SettledMove[], target: string): Promise<number> {
        const { done } = await this.save(moves, failed => this.moveEach(failed, target));
        const moved = done.map(({ item }) => item);
        // Only what its successor has reached goes. Two documents can have one path for a moment.
        const replaced = moved.flatMap(({ replaces }) => replaces ?? []);
        const trashed = replaced.length === 0 ? [] : await this.trash.trashQuietly(replaced);
        if (moved.length > 0) {
            // Not awaited: the notice stays for a while.
            void this.offerUndo(moved, trashed, target);
        }
        return moved.length;
    }

    /** Asks for the path of a new folder below another, and shows it in the tree. */
    async makeFolder(parent: string): Promise<string | undefined> {
        const path = await this.askForPath(parent === '' ? '' : `${parent}/`);
        if (path !== undefined) {
            this.contents.makeFolder(path);
        }
        return path;
    }

    private async save<Move extends DocumentMove>(
        moves: readonly Move[],
        retry: (failed: Move[]) => Promise<unknown> = failed => this.save(failed)
    ) {
        const result = await this.many.run({
            items: moves,
            nameOf: ({ document }) => document.name,
            progress: nls.localize('sanyam/move/progress', 'Moving {0} documents…', moves.length),
            perform: async ({ document, folder, name }) => {
                const change = { folder, ...(name === undefined ? {} : { name }) };
                this.listing.note(await this.service.save(document.id, change));
            }
        });
        void this.many.showFailures(
            {
                one: name => nls.localize('sanyam/move/failed', 'Could not move {0}', name),
                several: count => nls.localize('sanyam/move/failedSeveral', 'Could not move {0} documents', count)
            },
            result.failed,
            ({ document }) => document.name,
            retry
        );
        return result;
    }

    private async offerUndo(
        moved: readonly SettledMove[],
        trashed: readonly TrashItem[],
        folder: string
    ): Promise<void> {
        const undo = nls.localizeByDefault('Undo');
        const text = [movedText(moved, folder), ...replacedText(trashed)].join(' ');
        if ((await this.messages.info(text, { timeout: 10_000 }, undo)) === undo) {
            await this.save(
                moved.map(({ document, name }) => ({
                    document,
                    folder: document.folder,
                    ...(name === undefined ? {} : { name: document.name })
                }))
            );
            if (trashed.length > 0) {
                await this.trash.restore(trashed);
            }
        }
    }

    private async askForFolder(documents: readonly CloudDocument[]): Promise<string | undefined> {
        const present = new Set(documents.map(({ folder }) => folder));
        const folders = this.contents.everyFolder.filter(({ path }) => present.size > 1 || !present.has(path));
        const items: FolderItem[] = [
            {
                label: nls.localize('sanyam/move/new', 'New Folder…'),
                iconClasses: codiconArray('new-folder'),
                alwaysShow: true
            },
            ...folders.map(({ path, count }) => ({
                path,
                label: path === '' ? sectionLabel('own') : escapeIcons(withVisibleCharacters(path)),
                iconClasses: codiconArray(path === '' ? 'account' : 'folder'),
                description: String(count)
            }))
        ];
        const choice = await this.quickInput.showQuickPick(items, {
            title: nls.localize('sanyam/move/title', 'Move to Folder'),
            placeholder: nls.localize('sanyam/move/placeholder', 'Select a folder')
        });
        return choice && (choice.path ?? this.askForPath(''));
    }

    /** @param selectFrom where the selection of the suggested path begins */
    askForPath(
        value: string,
        title = nls.localize('sanyam/move/newTitle', 'New Cloud Folder'),
        selectFrom = value.length
    ): Promise<string | undefined> {
        return this.quickInput.input({
            title,
            prompt: nls.localize('sanyam/move/newPrompt', 'Enter the path of the folder, for example models/shared'),
            value,
            valueSelection: [selectFrom, value.length],
            validateInput: async input =>
                input === ''
                    ? nls.localize('sanyam/move/enterName', 'Enter a name.')
                    : firstProblem(folderPathSchema, input)
        });
    }
}

function movedText(moved: readonly DocumentMove[], folder: string): string {
    const target = folder === '' ? sectionLabel('own') : quoted(folder);
    const [first] = moved;
    if (moved.length !== 1 || !first) {
        return nls.localize('sanyam/move/movedMany', 'Moved {0} documents to {1}.', moved.length, target);
    }
    const name = quoted(first.document.name);
    return first.name === undefined
        ? nls.localize('sanyam/move/movedOne', 'Moved {0} to {1}.', name, target)
        : nls.localize('sanyam/move/movedAs', 'Moved {0} to {1} as {2}.', name, target, quoted(first.name));
}

function replacedText(trashed: readonly TrashItem[]): string[] {
    if (trashed.length === 0) {
        return [];
    }
    return [
        trashed.length === 1
            ? nls.localize('sanyam/move/replacedOne', 'The replaced document is in the trash.')
            : nls.localize('sanyam/move/replacedMany', '{0} replaced documents are in the trash.', trashed.length)
    ];
}
