// SPDX-License-Identifier: MIT

import { AuthSession, CloudError, onDidChangeUser } from '@sanyam/types';
import { Disposable, DisposableCollection } from '@theia/core/lib/common/disposable';
import { Emitter } from '@theia/core/lib/common/event';
import URI from '@theia/core/lib/common/uri';
import { inject, injectable, optional, postConstruct } from '@theia/core/shared/inversify';
import { FileChangeType, type FileChange } from '@theia/filesystem/lib/common/files';
import { CloudDocumentService } from '../cloud-document-service';
import { CloudDirectory, type TreeLocation } from './cloud-directory';
import { CloudDocumentWatcher } from './cloud-document-watcher';
import type { CloudFolder } from './cloud-folder';
import { MadeFolders } from './made-folders';

/** Milliseconds in which several changes of this window become one comparison. */
const DEBOUNCE = 50;

/** How many folders are compared: those that were listed last. */
const MOST_FOLDERS = 100;

/** What stands for a folder among the states of a folder's entries. */
const FOLDER = 'folder';

/** A folder as it was last shown. */
interface ShownFolder {
    readonly location: TreeLocation;
    /** The ids of the documents and {@link FOLDER}, by entry name. */
    readonly entries: ReadonlyMap<string, string>;
}

/**
 * Says what changed in the folders that somebody lists while a tree is watched. The cloud tells only that something has
 * changed, so that this compares each of these folders with what it last had.
 */
@injectable()
export class TreeWatch {
    @inject(CloudDocumentService)
    protected readonly documents: CloudDocumentService;

    @inject(CloudDirectory)
    protected readonly directory: CloudDirectory;

    @inject(CloudDocumentWatcher)
    protected readonly watcher: CloudDocumentWatcher;

    @inject(MadeFolders)
    protected readonly made: MadeFolders;

    @inject(AuthSession)
    @optional()
    protected readonly session: AuthSession | undefined;

    /** Keys are the URIs of the folders, the oldest first. */
    private shown = new Map<string, ShownFolder>();
    private watchers = 0;
    private timer: ReturnType<typeof setTimeout> | undefined;
    private comparing: Promise<void> = Promise.resolve();
    private readonly didChange = new Emitter<readonly FileChange[]>();
    readonly onDidChange = this.didChange.event;

    @postConstruct()
    protected init(): void {
        this.documents.onDidChangeTree(() => this.compareSoon());
        this.made.onDidChange(() => this.compareSoon());
        this.watcher.onDidFindNews(() => this.compareSoon());
        // The folders of another user are not compared. A comparison that runs ends in the former map.
        onDidChangeUser(this.session, () => (this.shown = new Map()));
    }

    /**
     * Notes what a folder is shown with. What was noted before stays: between a change and its event, another program may
     * list the folder, and the Explorer must still hear of the change.
     */
    note(uri: URI, location: TreeLocation, folder: CloudFolder): void {
        const known = this.shown.get(keyOf(uri));
        this.keep(keyOf(uri), known ?? { location, entries: entriesOf(folder) });
    }

    /** Watches the folders that were and will be listed. */
    watch(): Disposable {
        this.watchers++;
        return new DisposableCollection(
            this.watcher.watchTree(),
            Disposable.create(() => this.watchers--)
        );
    }

    private keep(key: string, folder: ShownFolder): void {
        this.shown.delete(key);
        this.shown.set(key, folder);
        const [oldest] = this.shown.keys();
        if (oldest !== undefined && this.shown.size > MOST_FOLDERS) {
            this.shown.delete(oldest);
        }
    }

    private compareSoon(): void {
        if (this.watchers > 0 && this.timer === undefined) {
            this.timer = setTimeout(() => {
                this.timer = undefined;
                this.comparing = this.comparing.then(() => this.compareAll());
            }, DEBOUNCE);
        }
    }

    private async compareAll(): Promise<void> {
        const { shown } = this;
        for (const [key, folder] of [...shown]) {
            const changes = await this.compare(new URI(key), folder, shown);
            if (shown === this.shown && changes.length > 0) {
                this.didChange.fire(changes);
            }
        }
    }

    private async compare(
        uri: URI,
        { location, entries }: ShownFolder,
        shown: Map<string, ShownFolder>
    ): Promise<FileChange[]> {
        let folder: CloudFolder;
        try {
            folder = await this.directory.folder(location, true);
        } catch (error) {
            if (CloudError.is(error, 'DOCUMENT_NOT_FOUND')) {
                // The folder above says that this one is gone.
                shown.delete(keyOf(uri));
            }
            // Offline or signed out: the next action of the user reports it. A background check does not.
            return [];
        }
        const now = entriesOf(folder);
        // One that is no longer among the last ones stays forgotten.
        if (shown.has(keyOf(uri))) {
            shown.set(keyOf(uri), { location, entries: now });
        }
        const change = (name: string, type: FileChangeType): FileChange => ({ resource: uri.resolve(name), type });
        const gone = [...entries.keys()].filter(name => !now.has(name));
        const added = [...now.keys()].filter(name => !entries.has(name));
        const replaced = [...now].filter(([name, id]) => entries.has(name) && entries.get(name) !== id);
        return [
            ...gone.map(name => change(name, FileChangeType.DELETED)),
            ...added.map(name => change(name, FileChangeType.ADDED)),
            ...replaced.map(([name]) => change(name, FileChangeType.UPDATED))
        ];
    }
}

/** Two URIs of a folder differ by a slash at the end. */
function keyOf(uri: URI): string {
    return uri.path.isRoot ? uri.toString() : uri.toString().replace(/\/$/, '');
}

function entriesOf(folder: CloudFolder): Map<string, string> {
    return new Map([
        ...folder.folderNames.map(name => [name, FOLDER] as const),
        ...[...folder.documents].map(([name, { id }]) => [name, id] as const)
    ]);
}
