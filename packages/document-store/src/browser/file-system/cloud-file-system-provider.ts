// SPDX-License-Identifier: MIT

import {
    CLOUD_ROOT_URI,
    CloudError,
    type CloudDocument,
    type CloudLocation,
    decodeStrictly,
    strictDecoder
} from '@sanyam/types';
import { Disposable } from '@theia/core/lib/common/disposable';
import { Emitter, Event } from '@theia/core/lib/common/event';
import URI from '@theia/core/lib/common/uri';
import { inject, injectable, postConstruct } from '@theia/core/shared/inversify';
import {
    createFileSystemProviderError,
    FileChangeType,
    FilePermission,
    FileSystemProviderCapabilities,
    FileSystemProviderErrorCode,
    FileType,
    type FileChange,
    type FileOverwriteOptions,
    type FileSystemProviderWithFileReadWriteCapability,
    type FileWriteOptions,
    type Stat
} from '@theia/filesystem/lib/common/files';
import { CloudDocumentService, type CloudDocumentEvent } from '../cloud-document-service';
import { isReadOnly } from '../document-access';
import { DocumentLanguages } from '../document-languages';
import { quotedPlainly } from '../quoted';
import { saveOverSeenText } from '../save-over-seen-text';
import { CloudDirectory } from './cloud-directory';
import { CloudDocumentWatcher } from './cloud-document-watcher';
import { LastRead } from './last-read';
import { toFileSystemError } from './to-file-system-error';

/**
 * The file system for `sanyam://`. Before a write, Theia compares time and size, and so misses a change of the same
 * length within a millisecond. This provider sends the version that it last read with each write, and the database
 * detects conflicts. Editors do not use this class. They send the version of their text themselves.
 */
@injectable()
export class CloudFileSystemProvider implements FileSystemProviderWithFileReadWriteCapability {
    @inject(CloudDocumentService)
    protected readonly documents: CloudDocumentService;

    @inject(CloudDirectory)
    protected readonly directory: CloudDirectory;

    @inject(CloudDocumentWatcher)
    protected readonly watcher: CloudDocumentWatcher;

    @inject(DocumentLanguages)
    protected readonly languages: DocumentLanguages;

    readonly capabilities =
        FileSystemProviderCapabilities.FileReadWrite |
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
    }

    watch(resource: URI): Disposable {
        const location = this.tryLocate(resource);
        if (location?.kind !== 'document') {
            return Disposable.NULL;
        }
        this.note(location.documentId, resource);
        return this.watcher.watch(location.documentId);
    }

    async stat(resource: URI): Promise<Stat> {
        return this.run(async () => {
            if (this.directory.locate(resource).kind === 'root') {
                return { type: FileType.Directory, mtime: 0, ctime: 0, size: 0 };
            }
            return toStat(await this.document(resource));
        });
    }

    async readdir(resource: URI): Promise<[string, FileType][]> {
        return this.run(async () => {
            if (this.directory.locate(resource).kind !== 'root') {
                throw createFileSystemProviderError(
                    'A cloud document is not a folder.',
                    FileSystemProviderErrorCode.FileNotADirectory
                );
            }
            return (await this.directory.names()).map(name => [name, FileType.File]);
        });
    }

    async readFile(resource: URI): Promise<Uint8Array> {
        return this.run(async () => {
            if (this.directory.locate(resource).kind === 'root') {
                throw createFileSystemProviderError(
                    'This is the folder of all documents, not a document.',
                    FileSystemProviderErrorCode.FileIsADirectory
                );
            }
            const { id, version, content } = await this.documents.read(await this.directory.documentId(resource));
            this.note(id, resource);
            this.lastRead.note(id, version, content);
            return new TextEncoder().encode(content);
        });
    }

    async writeFile(resource: URI, bytes: Uint8Array, { create, overwrite }: FileWriteOptions): Promise<void> {
        return this.run(async () => {
            const content = decode(bytes);
            const location = this.directory.locate(resource);
            const existing = await this.find(resource);
            if (!existing && create && location.kind === 'entry') {
                await this.documents.create({
                    name: location.name,
                    language_id: this.languages.detect(resource),
                    content
                });
                return;
            }
            const { id, name, version } = existing ?? (await this.document(resource));
            if (!overwrite) {
                throw createFileSystemProviderError(
                    `${quotedPlainly(name)} already exists.`,
                    FileSystemProviderErrorCode.FileExists
                );
            }
            const seen = this.lastRead.of(id) ?? { version, text: undefined };
            const saved = await saveOverSeenText(this.documents, id, seen, { content });
            this.lastRead.note(id, saved.version, content);
        });
    }

    async mkdir(): Promise<void> {
        throw createFileSystemProviderError(
            'Could not create a folder here. Make folders in the Cloud view.',
            FileSystemProviderErrorCode.NoPermissions
        );
    }

    /** Always moves to the trash, even without `useTrash`, so that the owner can restore the document. */
    async delete(resource: URI): Promise<void> {
        return this.run(async () => {
            await this.documents.trash(await this.directory.documentId(resource));
        });
    }

    async rename(from: URI, to: URI, { overwrite }: FileOverwriteOptions): Promise<void> {
        return this.run(async () => {
            const [source, target] = [this.directory.locate(from), this.directory.locate(to)];
            if (source.kind === 'root' || target.kind !== source.kind || idIn(source) !== idIn(target)) {
                throw createFileSystemProviderError(
                    'A cloud document can be renamed, but not moved.',
                    FileSystemProviderErrorCode.NoPermissions
                );
            }
            if (target.kind === 'entry' && !overwrite && (await this.find(to))) {
                throw createFileSystemProviderError(
                    `${quotedPlainly(target.name)} already exists.`,
                    FileSystemProviderErrorCode.FileExists
                );
            }
            await this.documents.save(await this.directory.documentId(from), { name: target.name });
        });
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

    private async document(resource: URI): Promise<CloudDocument> {
        const location = this.directory.locate(resource);
        return location.kind === 'entry'
            ? this.directory.entry(location.name)
            : this.documents.read(await this.directory.documentId(resource));
    }

    private async find(resource: URI): Promise<CloudDocument | undefined> {
        try {
            return await this.document(resource);
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
        const documents = [...(this.seenUris.get(documentId) ?? [])].map(uri => ({ resource: new URI(uri), type }));
        this.didChangeFile.fire([...documents, { resource: new URI(CLOUD_ROOT_URI), type: FileChangeType.UPDATED }]);
    }
}

function idIn(location: CloudLocation): string | undefined {
    return location.kind === 'document' ? location.documentId : undefined;
}

function decode(bytes: Uint8Array): string {
    const text = decodeStrictly(bytes, strictDecoder('utf-8'));
    if (text === undefined) {
        throw new CloudError(
            'VALIDATION_ERROR',
            'The cloud stores text in UTF-8, without U+0000. Open the file and use Save to Cloud, which can convert it.'
        );
    }
    return text;
}

function toStat(document: CloudDocument): Stat {
    const { created_at, updated_at, size_bytes } = document;
    return {
        type: FileType.File,
        ctime: Date.parse(created_at),
        mtime: Date.parse(updated_at),
        size: size_bytes,
        ...(isReadOnly(document) ? { permissions: FilePermission.Readonly } : {})
    };
}
