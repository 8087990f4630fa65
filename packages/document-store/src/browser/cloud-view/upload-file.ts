// SPDX-License-Identifier: MIT

import { isLeftOut } from '@sanyam/types';
import { nls } from '@theia/core/lib/common/nls';

/** A file to upload. */
export interface UploadFile {
    readonly name: string;
    /** The folder below the place of the drop, for example `models/shared`. Empty for a file that was dropped itself. */
    readonly folder: string;
    /** Bytes. */
    readonly size: number;
    read(): Promise<Uint8Array>;
}

/** The most files of one upload: a window that reads a whole disk by mistake needs an end. */
export const MOST_UPLOADS = 2000;

/** What the user chose for an upload. */
export interface UploadSelection {
    /** If they are more than {@link MOST_UPLOADS}, there can be others. */
    readonly files: readonly UploadFile[];
    /** The names of hidden files and folders that are not uploaded. A folder counts once. */
    readonly leftOut: readonly string[];
}

/** Returns a file that the browser gave. */
function uploadFileOf(file: File, folder = ''): UploadFile {
    return {
        name: file.name,
        folder,
        size: file.size,
        read: async () => new Uint8Array(await orUnreadable(file.arrayBuffer()))
    };
}

/** Returns an upload that fails with the reason, so that one unreadable file neither ends the others nor is left out. */
function unreadable({ name }: FileSystemEntry, folder: string): UploadFile {
    return { name, folder, size: 0, read: () => orUnreadable(Promise.reject(new Error(name))) };
}

/** What a browser says of a file that is gone or locked is for programmers. */
async function orUnreadable<T>(reading: Promise<T>): Promise<T> {
    try {
        return await reading;
    } catch (cause) {
        const text = nls.localize(
            'sanyam/upload/unreadable',
            'The browser could not read it. Check that it still exists, and that you may read it.'
        );
        throw new Error(text, { cause });
    }
}

/**
 * Returns the dropped files, with all files of dropped folders but for those that {@link isLeftOut}. A hidden file that
 * is dropped itself is meant. Call it in the handler of the drop: afterwards, the browser takes the data away.
 */
export async function droppedFiles(data: DataTransfer): Promise<UploadSelection> {
    const items = [...data.items].filter(({ kind }) => kind === 'file');
    const entries = items.map(item => item.webkitGetAsEntry());
    // A file that another page made has no entry.
    const others = items.filter((_, index) => entries[index] === null).map(item => item.getAsFile());
    const files = others.filter(file => file !== null).map(file => uploadFileOf(file));
    const leftOut: string[] = [];
    for await (const file of filesOf(
        entries.filter(entry => entry !== null),
        '',
        leftOut
    )) {
        files.push(file);
        if (files.length > MOST_UPLOADS) {
            break;
        }
    }
    return { files, leftOut };
}

/** @param leftOut gets the names that are left out */
async function* filesOf(
    entries: Iterable<FileSystemEntry> | AsyncIterable<FileSystemEntry>,
    folder: string,
    leftOut: string[]
): AsyncGenerator<UploadFile, void, undefined> {
    for await (const entry of entries) {
        if (isLeftOut(entry.name, folder === '')) {
            leftOut.push(entry.name);
            continue;
        }
        try {
            yield* filesOfOne(entry, folder, leftOut);
        } catch {
            yield unreadable(entry, folder);
        }
    }
}

async function* filesOfOne(
    entry: FileSystemEntry,
    folder: string,
    leftOut: string[]
): AsyncGenerator<UploadFile, void, undefined> {
    if (isFile(entry)) {
        yield uploadFileOf(await fileOf(entry), folder);
    } else if (isFolder(entry)) {
        yield* filesOf(entriesOf(entry), folder === '' ? entry.name : `${folder}/${entry.name}`, leftOut);
    }
}

function isFile(entry: FileSystemEntry): entry is FileSystemFileEntry {
    return entry.isFile;
}

function isFolder(entry: FileSystemEntry): entry is FileSystemDirectoryEntry {
    return entry.isDirectory;
}

function fileOf(entry: FileSystemFileEntry): Promise<File> {
    return new Promise((resolve, reject) => entry.file(resolve, reject));
}

/** A browser gives at most 100 entries at a time. */
async function* entriesOf(folder: FileSystemDirectoryEntry): AsyncGenerator<FileSystemEntry, void, undefined> {
    const reader = folder.createReader();
    for (;;) {
        const some = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
        if (some.length === 0) {
            return;
        }
        yield* some;
    }
}

/** Lets the user choose files. Resolves with none if the user cancels. */
export function chooseFiles(): Promise<UploadSelection> {
    return new Promise(resolve => {
        const input = document.createElement('input');
        input.type = 'file';
        input.multiple = true;
        input.addEventListener('change', () =>
            resolve({ files: [...(input.files ?? [])].map(file => uploadFileOf(file)), leftOut: [] })
        );
        input.addEventListener('cancel', () => resolve({ files: [], leftOut: [] }));
        input.click();
    });
}
