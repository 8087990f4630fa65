// SPDX-License-Identifier: MIT

import { normalizedFolder, normalizedName, type CloudDocument } from '@sanyam/types';

/**
 * What is directly in a folder, with unique entry names. Documents may have the same name, but entries of a folder must
 * not, also not in NFC and NFD. A folder and the document that had the name first keep it, and the others get a part of
 * their id added: who may rename a shared document takes no name from another one.
 */
export class CloudFolder {
    private readonly entries = new Map<string, CloudDocument>();
    private readonly folders: ReadonlySet<string>;

    /** @param folders the names of the folders in it */
    constructor(documents: readonly CloudDocument[], folders: Iterable<string> = []) {
        this.folders = new Set([...folders].map(normalizedName));
        const firstFirst = [...documents].sort(
            (one, other) => compare(placedAt(one), placedAt(other)) || compare(one.id, other.id)
        );
        for (const document of firstFirst) {
            let name = normalizedName(document.name);
            // A document can have the distinct name of another one as its own.
            while (this.entries.has(name) || this.folders.has(name)) {
                name = distinctName(document.id, name);
            }
            this.entries.set(name, document);
        }
    }

    /** The names of the folders. */
    get folderNames(): string[] {
        return [...this.folders];
    }

    /** The names of the documents. */
    get names(): string[] {
        return [...this.entries.keys()];
    }

    /** The documents, with the names that they have here. */
    get documents(): Iterable<[name: string, document: CloudDocument]> {
        return this.entries;
    }

    /**
     * Returns a document by the name that it has here. The name with a part of the id also finds it when it has the name
     * alone: after a move from a folder with another of that name, and after the other is gone.
     */
    find(entryName: string): CloudDocument | undefined {
        const name = normalizedName(entryName);
        return this.entries.get(name) ?? (DISTINCT.test(name) ? this.findDistinct(name) : undefined);
    }

    hasFolder(name: string): boolean {
        return this.folders.has(normalizedName(name));
    }

    /** Returns the name that a document has here; undefined if it is not here. */
    nameOf(documentId: string): string | undefined {
        return [...this.entries].find(([, { id }]) => id === documentId)?.[0];
    }

    private findDistinct(name: string): CloudDocument | undefined {
        return [...this.entries.values()].find(each => distinctName(each.id, normalizedName(each.name)) === name);
    }
}

/**
 * Returns a function that finds the document of the user that a name in a folder means, among many documents: the same one
 * as in the tree, unless the tree has a folder of that name.
 *
 * @param documents also those of others, and of other folders
 */
export function ownDocuments(
    documents: Iterable<CloudDocument>
): (folder: string, name: string) => CloudDocument | undefined {
    const own = [...documents].filter(({ permission }) => permission === 'owner');
    const folders = new Map(
        [...Map.groupBy(own, ({ folder }) => normalizedFolder(folder))].map(([folder, inside]) => [
            folder,
            new CloudFolder(inside)
        ])
    );
    return (folder, name) => folders.get(normalizedFolder(folder))?.find(name);
}

/** Returns the names of the user's own documents in a folder. */
export function ownNamesIn(documents: Iterable<CloudDocument>, folder: string): Set<string> {
    const inFolder = [...documents].filter(document => document.permission === 'owner' && document.folder === folder);
    return new Set(inFolder.map(({ name }) => name));
}

/** A name with a part of an id. */
const DISTINCT = / \([\da-f]{8}-[\da-f]{4}\)/;

/** A server of an earlier release does not tell when the document came to its place. */
function placedAt({ placed_at, created_at }: CloudDocument): string {
    return placed_at ?? created_at;
}

function compare(one: string, other: string): number {
    return one < other ? -1 : Number(one > other);
}

/** Adds twelve digits of the id: `notes (1b9d6bcd-bbfd).md`. The extension stays, because it determines the language. */
function distinctName(id: string, name: string): string {
    const dot = name.lastIndexOf('.');
    const stem = dot > 0 ? name.slice(0, dot) : name;
    return `${stem} (${id.slice(0, 13)})${dot > 0 ? name.slice(dot) : ''}`;
}
