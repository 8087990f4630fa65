// SPDX-License-Identifier: MIT

import type { DocumentQuery, DocumentStore } from '@sanyam/store';
import type { CloudUser } from '@sanyam/store/lib/test/cloud-user';
import URI from '@theia/core/lib/common/uri';
import type { FileChange, FileChangeType } from '@theia/filesystem/lib/common/files';
import { CloudFileSystemProvider } from '../file-system/cloud-file-system-provider';
import { openFileSystemWindow } from './file-system-window';

const keep = { create: true, overwrite: false };
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

/** Counts the requests for lists. */
function counted(store: DocumentStore): { store: DocumentStore; queries: DocumentQuery[] } {
    const queries: DocumentQuery[] = [];
    const list: DocumentStore['list'] = (query, signal) => {
        queries.push(query);
        return store.list(query, signal);
    };
    return { store: Object.create(store, { list: { value: list } }), queries };
}

/** A window with the file system, which takes addresses as text. */
export class FileWindow {
    readonly changes: [path: string, type: FileChangeType][] = [];
    readonly queries: DocumentQuery[];
    readonly files: CloudFileSystemProvider;

    constructor(user: CloudUser) {
        const { store, queries } = counted(user.store.documents);
        this.queries = queries;
        this.files = openFileSystemWindow(user.store, store).get(CloudFileSystemProvider);
        this.files.onDidChangeFile((changes: readonly FileChange[]) =>
            this.changes.push(
                ...changes.map(({ resource, type }): [string, FileChangeType] => [resource.path.toString(), type])
            )
        );
    }

    list = (uri: string) => this.files.readdir(new URI(uri));
    stat = (uri: string) => this.files.stat(new URI(uri));
    read = async (uri: string) => new TextDecoder().decode(await this.files.readFile(new URI(uri)));
    write = (uri: string, text: string, options = keep) => this.files.writeFile(new URI(uri), bytes(text), options);
    mkdir = (uri: string) => this.files.mkdir(new URI(uri));
    rename = (from: string, to: string, overwrite = false) =>
        this.files.rename(new URI(from), new URI(to), { overwrite });
    copy = (from: string, to: string) => this.files.copy(new URI(from), new URI(to), { overwrite: false });
    delete = (uri: string, recursive = true) => this.files.delete(new URI(uri), { recursive, useTrash: true });
}
