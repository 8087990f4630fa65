// SPDX-License-Identifier: MIT

import { normalizedName, type CloudDocument } from '@sanyam/types';

/** The order of documents in a list. Folders are always in the order of their names. */
export type DocumentOrder = 'name' | 'change';

/** A folder with all that is in it, in the order in which a view shows it. */
export interface DocumentFolder {
    /** The path from the top, for example `models/shared`. Empty for the top itself. */
    readonly path: string;
    /** The last name of the path. */
    readonly name: string;
    readonly folders: readonly DocumentFolder[];
    readonly documents: readonly CloudDocument[];
    /** The number of documents in this folder and below it. */
    readonly count: number;
}

/** An owner who shares documents with the user. */
export interface DocumentOwner {
    readonly id: string;
    readonly email: string | null;
    readonly documents: readonly CloudDocument[];
}

/** `notes 9.md` comes before `notes 10.md`, as in the Explorer. */
const byName = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' });

function compareNames(one: string, other: string): number {
    return byName.compare(one, other) || Number(one > other) - Number(one < other);
}

const COMPARE: Record<DocumentOrder, (one: CloudDocument, other: CloudDocument) => number> = {
    name: (one, other) => compareNames(one.name, other.name) || compareNames(one.id, other.id),
    // Times in RFC 3339 with the same number of digits sort like text.
    change: (one, other) => compareText(other.updated_at, one.updated_at) || compareText(one.id, other.id)
};

function compareText(one: string, other: string): number {
    return Number(one > other) - Number(one < other);
}

/** Returns documents in an order. */
export function inOrder(documents: Iterable<CloudDocument>, order: DocumentOrder): CloudDocument[] {
    return [...documents].sort(COMPARE[order]);
}

/** A folder while its documents are added. */
class FolderBuilder {
    private readonly folders = new Map<string, FolderBuilder>();
    private readonly documents: CloudDocument[] = [];

    constructor(
        private readonly path: string,
        private readonly name: string
    ) {}

    at(path: string): FolderBuilder {
        const names = path === '' ? [] : path.split('/');
        return names.reduce<FolderBuilder>((folder, name) => folder.child(name), this);
    }

    add(document: CloudDocument): void {
        this.documents.push(document);
    }

    build(order: DocumentOrder): DocumentFolder {
        const folders = [...this.folders.values()]
            .map(folder => folder.build(order))
            .sort((one, other) => compareNames(one.name, other.name));
        const below = folders.reduce((sum, { count }) => sum + count, 0);
        return {
            path: this.path,
            name: this.name,
            folders,
            documents: inOrder(this.documents, order),
            count: this.documents.length + below
        };
    }

    private child(name: string): FolderBuilder {
        const path = this.path === '' ? name : `${this.path}/${name}`;
        const folder = this.folders.get(name) ?? new FolderBuilder(path, name);
        this.folders.set(name, folder);
        return folder;
    }
}

/**
 * Groups documents by folder.
 *
 * @param emptyFolders paths of folders that are shown although they have no documents
 * @returns the top
 */
export function folderTree(
    documents: Iterable<CloudDocument>,
    emptyFolders: Iterable<string>,
    order: DocumentOrder
): DocumentFolder {
    const top = new FolderBuilder('', '');
    for (const path of emptyFolders) {
        top.at(path);
    }
    for (const document of documents) {
        top.at(document.folder).add(document);
    }
    return top.build(order);
}

/** Groups documents by owner. The owners are in the order of their addresses. */
export function ownersOf(documents: Iterable<CloudDocument>, order: DocumentOrder): DocumentOwner[] {
    const owners = Map.groupBy(documents, ({ owner_id }) => owner_id);
    return [...owners]
        .map(([id, shared]) => ({ id, email: shared[0]?.owner_email ?? null, documents: inOrder(shared, order) }))
        .sort((one, other) => compareNames(one.email ?? '', other.email ?? '') || compareNames(one.id, other.id));
}

/**
 * Returns a function that says whether a document's path has all words of a filter, in any case and any normal form.
 * White space around and between the words does not count.
 */
export function documentFilter(filter: string): (document: Pick<CloudDocument, 'name' | 'folder'>) => boolean {
    const matches = textFilter(filter);
    return ({ name, folder }) => matches(`${folder}/${name}`);
}

/** Returns a function that says whether a text has all words of a filter, as {@link documentFilter} does with paths. */
export function textFilter(filter: string): (text: string) => boolean {
    const words = comparable(filter)
        .split(/\s+/)
        .filter(word => word !== '');
    return text => {
        const searched = comparable(text);
        return words.every(word => searched.includes(word));
    };
}

function comparable(text: string): string {
    return normalizedName(text).toLowerCase();
}
