// SPDX-License-Identifier: MIT

import { enableBrowserGlobals } from '../../test/browser-globals';
const disableBrowserGlobals = enableBrowserGlobals();

// First: Theia's modules import each other in circles, and this order of loading works.
import '@theia/core/lib/browser';
import { Disposable } from '@theia/core/lib/common/disposable';
import { Event } from '@theia/core/lib/common/event';
import URI from '@theia/core/lib/common/uri';
import { FileService } from '@theia/filesystem/lib/browser/file-service';
import {
    createFileSystemProviderError,
    FileSystemProviderCapabilities,
    FileSystemProviderErrorCode,
    FileType,
    type FileSystemProviderWithAccessCapability,
    type FileSystemProviderWithOpenReadWriteCloseCapability,
    type Stat
} from '@theia/filesystem/lib/common/files';
import { expect } from 'chai';
import { writeBlob } from './write-blob';

disableBrowserGlobals();

const TARGET = new URI('file:///home/ada/export.zip');
/** Bytes of a blob in three pieces. */
const SIZE = 2 * 1024 * 1024 + 1;

/** A disk whose folders all exist. */
class StubDisk implements FileSystemProviderWithOpenReadWriteCloseCapability, FileSystemProviderWithAccessCapability {
    readonly capabilities =
        FileSystemProviderCapabilities.FileOpenReadWriteClose | FileSystemProviderCapabilities.Access;
    readonly onDidChangeCapabilities = Event.None;
    readonly onDidChangeFile = Event.None;
    readonly onFileWatchError = Event.None;
    /** The sizes of the files in bytes, by path. */
    readonly files = new Map<string, number>();
    private readonly opened: string[] = [];

    /** @param isReadOnly whether a file that is there can only be read */
    constructor(
        private readonly isReadOnly = false,
        private readonly beforeOpen: () => void = () => undefined,
        private readonly beforeWrite: (end: number) => void = () => undefined,
        private readonly beforeRename: () => void = () => undefined
    ) {}

    watch = () => Disposable.NULL;
    mkdir = async () => undefined;
    close = async () => undefined;
    read = async () => 0;
    fsPath = async ({ path }: URI) => path.toString();

    async access({ path }: URI): Promise<void> {
        if (this.isReadOnly && this.files.has(path.toString())) {
            throw createFileSystemProviderError('EACCES', FileSystemProviderErrorCode.NoPermissions);
        }
    }

    async stat({ path }: URI): Promise<Stat> {
        const size = this.files.get(path.toString());
        if (size === undefined && path.ext !== '') {
            throw createFileSystemProviderError('ENOENT', FileSystemProviderErrorCode.FileNotFound);
        }
        return { type: size === undefined ? FileType.Directory : FileType.File, ctime: 0, mtime: 0, size: size ?? 0 };
    }

    async readdir(): Promise<[string, FileType][]> {
        return [];
    }

    async delete({ path }: URI): Promise<void> {
        this.files.delete(path.toString());
    }

    async rename(from: URI, to: URI): Promise<void> {
        this.beforeRename();
        this.files.set(to.path.toString(), this.files.get(from.path.toString()) ?? 0);
        this.files.delete(from.path.toString());
    }

    async open(resource: URI): Promise<number> {
        await this.access(resource);
        this.beforeOpen();
        this.files.set(resource.path.toString(), 0);
        return this.opened.push(resource.path.toString()) - 1;
    }

    async write(
        handle: number,
        position: number,
        _bytes: Uint8Array,
        _offset: number,
        length: number
    ): Promise<number> {
        this.beforeWrite(position + length);
        this.files.set(this.opened[handle] ?? '', position + length);
        return length;
    }
}

describe('writeBlob', () => {
    const { signal } = new AbortController();

    /** Writes over a file of 5 bytes. Returns what failed, and the files afterwards. */
    async function overwrite(disk: StubDisk, until: AbortSignal = signal) {
        disk.files.set(TARGET.path.toString(), 5);
        const files = Object.assign(new FileService(), {
            contributions: { getContributions: () => [] },
            labelProvider: { getLongName: () => 'export.zip' },
            preferences: { 'files.participants.timeout': 0 }
        });
        files.registerProvider('file', disk);
        const failure = await writeBlob(files, TARGET, new Blob([new Uint8Array(SIZE)]), until).then(
            () => undefined,
            (error: unknown) => String(error)
        );
        return { failure, files: [...disk.files] };
    }

    const before = [[TARGET.path.toString(), 5]];

    it('replaces a file by the whole blob, and leaves nothing beside it', async () => {
        expect(await overwrite(new StubDisk())).to.deep.equal({
            failure: undefined,
            files: [[TARGET.path.toString(), SIZE]]
        });
    });

    it('keeps a file that can only be read, though its folder would let it be removed', async () => {
        expect(await overwrite(new StubDisk(true))).to.deep.equal({
            failure: 'Error: The file is read-only. Choose another file.',
            files: before
        });
    });

    it('keeps the file at the target when no file can be opened, when the disk is full, and when the user cancels', async () => {
        const abort = new AbortController();
        const full = (): never => {
            throw createFileSystemProviderError('ENOSPC', FileSystemProviderErrorCode.Unknown);
        };
        for (const [disk, until, reason] of [
            [new StubDisk(false, full), signal, /ENOSPC/],
            [new StubDisk(false, undefined, end => end === SIZE && full()), signal, /ENOSPC/],
            [new StubDisk(false, undefined, () => abort.abort(new Error('Canceled'))), abort.signal, /Canceled/]
        ] as const) {
            const { failure, files } = await overwrite(disk, until);
            expect(failure).to.match(reason);
            expect(files).to.deep.equal(before);
        }
    });

    it('keeps the new file when the old one is gone and it cannot take its place', async () => {
        const { failure, files } = await overwrite(
            new StubDisk(false, undefined, undefined, () => {
                throw createFileSystemProviderError('EBUSY', FileSystemProviderErrorCode.Unavailable);
            })
        );
        expect(failure).to.contain('EBUSY');
        expect(files.map(([path, size]) => [path.endsWith('.part'), size])).to.deep.equal([[true, SIZE]]);
    });
});
