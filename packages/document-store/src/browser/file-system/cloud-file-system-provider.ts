// SPDX-License-Identifier: MIT

import { CloudError, type CloudLocation } from '@sanyam/types';
import { Disposable } from '@theia/core/lib/common/disposable';
import { Emitter, Event } from '@theia/core/lib/common/event';
import { nls } from '@theia/core/lib/common/nls';
import URI from '@theia/core/lib/common/uri';
import { inject, injectable, postConstruct } from '@theia/core/shared/inversify';
import {
    createFileSystemProviderError,
    FileChangeType,
    FileSystemProviderCapabilities,
    FileSystemProviderErrorCode,
    FileType,
    type FileChange,
    type FileDeleteOptions,
    type FileOverwriteOptions,
    type FileSystemProviderWithFileFolderCopyCapability,
    type FileSystemProviderWithFileReadWriteCapability,
    type FileWriteOptions,
    type Stat
} from '@theia/filesystem/lib/common/files';
import { CloudDocumentService, type CloudDocumentEvent } from '../cloud-document-service';
import { DocumentLanguages } from '../document-languages';
import { saveOverSeenText } from '../save-over-seen-text';
import { CloudDirectory, type CloudEntry } from './cloud-directory';
import { documentStat, FOLDER_STAT } from './cloud-stat';
import { CloudDocumentWatcher } from './cloud-document-watcher';
import { FolderOperations } from './folder-operations';
import { LastRead } from './last-read';
import {
    alreadyExists,
    isRenameInPlace,
    isTop,
    nameAfterMove,
    noPermission,
    requireDocument,
    requireOwn,
    requireWhole
} from './location-checks';
import { textOf } from './text-of';
import { toFileSystemError } from './to-file-system-error';
import { splitPath } from './tree-path';
import { TreeWatch } from './tree-watch';

/**
 * The file system for `sanyam://`: the user's own tree, what others share, and documents by their id.
 *
 * Before a write, Theia compares time and size, and so misses a change of the same length within a millisecond. This
 * provider sends the version that it last read with each write, and the database detects conflicts. Editors do not use
 * this class. They send the version of their text themselves.
 */
@injectable()
export class CloudFileSystemProvider
    implements FileSystemProviderWithFileReadWriteCapability, FileSystemProviderWithFileFolderCopyCapability
{
    @inject(CloudDocumentService)
    protected readonly documents: CloudDocumentService;

    @inject(CloudDirectory)
    protected readonly directory: CloudDirectory;

    @inject(CloudDocumentWatcher)
    protected readonly watcher: CloudDocumentWatcher;

    @inject(TreeWatch)
    protected readonly treeWatch: TreeWatch;

    @inject(FolderOperations)
    protected readonly operations: FolderOperations;

    @inject(DocumentLanguages)
    protected readonly languages: DocumentLanguages;

    readonly capabilities =
        FileSystemProviderCapabilities.FileReadWrite |
        FileSystemProviderCapabilities.FileFolderCopy |
        FileSystemProviderCapabilities.PathCaseSensitive |
        FileSystemProviderCapabilities.Trash;
    readonly onDidChangeCapabilities = Event.None;
    readonly onFileWatchError = Event.None;

    private readonly didChangeFile = new Emitter<readonly FileChange[]>();
    readonly onDidChangeFile = this.didChangeFile.event;

    /** A write is based on what was last read. */
    private readonly lastRead = new LastRead();
    /** The URIs that were used for each document, by document id. Change events are fired for all of them. */
    private readonly seenUris = new Map<string, Set<string>>();

    @postConstruct()
    protected init(): void {
        this.documents.onDidChange(event => this.announce(event));
        this.treeWatch.onDidChange(changes => this.didChangeFile.fire(changes));
    }

    watch(resource: URI): Disposable {
        const location = this.tryLocate(resource);
        if (location?.kind === 'document') {
            this.note(location.documentId, resource);
            return this.watcher.watch(location.documentId);
        }
        return location ? this.treeWatch.watch() : Disposable.NULL;
    }

    async stat(resource: URI): Promise<Stat> {
        return this.run(async () => {
            const location = this.directory.locate(resource);
            // The tops exist, also for a user who has not signed in yet.
            const entry = isTop(location) ? undefined : await this.directory.entry(location);
            return entry?.kind === 'document' ? documentStat(entry.document) : FOLDER_STAT;
        });
    }

    async readdir(resource: URI): Promise<[string, FileType][]> {
        return this.run(async () => {
            const location = this.directory.locate(resource);
            const entry = await this.directory.entry(location);
            if (location.kind === 'document' || entry.kind === 'document') {
                throw createFileSystemProviderError(
                    nls.localize('sanyam/files/isDocument', 'A cloud document is not a folder.'),
                    FileSystemProviderErrorCode.FileNotADirectory
                );
            }
            const { folder } = entry;
            this.treeWatch.note(resource, location, folder);
            return [
                ...folder.folderNames.map((name): [string, FileType] => [name, FileType.Directory]),
                ...folder.names.map((name): [string, FileType] => [name, FileType.File])
            ];
        });
    }

    async readFile(resource: URI): Promise<Uint8Array> {
        return this.run(async () => {
            const document = requireDocument(await this.directory.entry(this.directory.locate(resource)));
            const { id, version, content } = await this.documents.read(document.id);
            this.note(id, resource);
            this.lastRead.note(id, version, content);
            return new TextEncoder().encode(content);
        });
    }

    async writeFile(resource: URI, bytes: Uint8Array, { create, overwrite }: FileWriteOptions): Promise<void> {
        return this.run(async () => {
            const content = textOf(bytes);
            const location = this.directory.locate(resource);
            const existing = await this.find(location);
            if (!existing && create && location.kind !== 'document') {
                const { parent, name } = splitPath(requireOwn(location));
                await this.documents.create({
                    name,
                    folder: parent,
                    language_id: this.languages.detect(resource),
                    content
                });
                return;
            }
            const { id, name, version } = requireDocument(existing ?? (await this.directory.entry(location)));
            if (!overwrite) {
                throw alreadyExists(name);
            }
            const seen = this.lastRead.of(id) ?? { version, text: undefined };
            const saved = await saveOverSeenText(this.documents, id, seen, { content });
            this.lastRead.note(id, saved.version, content);
        });
    }

    /** Creates a folder that only this window shows, until a document is in it. */
    async mkdir(resource: URI): Promise<void> {
        return this.run(async () => {
            const location = this.directory.locate(resource);
            const path = requireOwn(location);
            if (await this.find(location)) {
                throw alreadyExists(path);
            }
            this.operations.make(path);
        });
    }

    /** Always moves to the trash, even without `useTrash`, so that the owner can restore the documents. */
    async delete(resource: URI, { recursive }: FileDeleteOptions): Promise<void> {
        return this.run(async () => {
            const location = this.directory.locate(resource);
            const entry = await this.directory.entry(location);
            if (entry.kind === 'document') {
                await this.operations.deleteDocument(entry.document);
                return;
            }
            const path = requireOwn(location);
            if (path === '' || (!recursive && entry.folder.names.length + entry.folder.folderNames.length > 0)) {
                throw noPermission(
                    nls.localize(
                        'sanyam/files/deleteContents',
                        'Could not delete this cloud folder. Delete what is in it.'
                    )
                );
            }
            await this.operations.deleteFolder(path);
        });
    }

    async rename(from: URI, to: URI, { overwrite }: FileOverwriteOptions): Promise<void> {
        return this.run(async () => {
            const [source, target] = [this.directory.locate(from), this.directory.locate(to)];
            const entry = await this.directory.entry(source);
            if (isRenameInPlace(source, target)) {
                // An address by id, or a document that someone shares: its folder is the owner's.
                await this.documents.save(requireDocument(entry).id, { name: to.path.base });
                return;
            }
            const path = requireOwn(target);
            await this.makeRoom(target, entry, overwrite);
            if (entry.kind === 'folder') {
                requireWhole(await this.operations.moveFolder(requireOwn(source), path));
            } else if (entry.document.permission === 'owner') {
                const name = nameAfterMove(source, entry.document, path);
                await this.operations.moveDocument(entry.document, splitPath(path).parent, name);
            } else {
                throw noPermission(
                    nls.localize(
                        'sanyam/files/ownerMoves',
                        'Only the owner can move this document. Copy it to have it among your documents.'
                    )
                );
            }
        });
    }

    async copy(from: URI, to: URI, { overwrite }: FileOverwriteOptions): Promise<void> {
        return this.run(async () => {
            const [source, target] = [this.directory.locate(from), this.directory.locate(to)];
            const entry = await this.directory.entry(source);
            const path = requireOwn(target);
            await this.makeRoom(target, entry, overwrite);
            if (entry.kind === 'folder') {
                await this.operations.copyFolder(requireOwn(source), path);
            } else {
                await this.operations.copyDocument(entry.document, path);
            }
        });
    }

    /** Requires that nothing is at the target of a move or a copy, or moves what is there to the trash. */
    private async makeRoom(target: CloudLocation, source: CloudEntry, overwrite: boolean): Promise<void> {
        const existing = await this.find(target);
        const isSame =
            existing?.kind === 'document' && source.kind === 'document' && existing.document.id === source.document.id;
        if (!existing || isSame) {
            return;
        }
        if (!overwrite || existing.kind === 'folder') {
            throw alreadyExists(target.kind === 'document' ? target.name : target.path);
        }
        await this.operations.deleteDocument(existing.document);
    }

    private async run<T>(operation: () => Promise<T>): Promise<T> {
        try {
            return await operation();
        } catch (error) {
            throw toFileSystemError(error);
        }
    }

    private tryLocate(resource: URI): CloudLocation | undefined {
        try {
            return this.directory.locate(resource);
        } catch {
            // An invalid URI has no document to watch.
            return undefined;
        }
    }

    private async find(location: CloudLocation): Promise<CloudEntry | undefined> {
        try {
            return await this.directory.entry(location);
        } catch (error) {
            if (CloudError.is(error, 'DOCUMENT_NOT_FOUND')) {
                return undefined;
            }
            throw error;
        }
    }

    private note(documentId: string, resource: URI): void {
        const uris = this.seenUris.get(documentId) ?? new Set();
        this.seenUris.set(documentId, uris.add(resource.toString()));
    }

    private announce({ documentId, kind }: CloudDocumentEvent): void {
        const type = kind === 'removed' ? FileChangeType.DELETED : FileChangeType.UPDATED;
        const changes = [...(this.seenUris.get(documentId) ?? [])].map(uri => ({ resource: new URI(uri), type }));
        if (changes.length > 0) {
            this.didChangeFile.fire(changes);
        }
    }
}
