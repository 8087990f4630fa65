// SPDX-License-Identifier: MIT

import { normalizedName, type CloudDocument, type CloudLocation } from '@sanyam/types';
import {
    createFileSystemProviderError,
    FileSystemProviderErrorCode,
    type FileSystemProviderError
} from '@theia/filesystem/lib/common/files';
import { nls } from '@theia/core/lib/common/nls';
import { quotedPlainly } from '../quoted';
import type { CloudEntry } from './cloud-directory';
import type { FolderMove } from './folder-operations';
import { splitPath } from './tree-path';

/** Returns whether a place is the top of a tree. */
export function isTop(location: CloudLocation): boolean {
    return location.kind !== 'document' && location.path === '';
}

/** Returns whether a rename changes only the name of a document that stays where it is in the tree of its owner. */
export function isRenameInPlace(source: CloudLocation, target: CloudLocation): boolean {
    if (source.kind === 'document' || target.kind === 'document') {
        return source.kind === target.kind && idIn(source) === idIn(target);
    }
    return (
        source.kind === 'shared' &&
        target.kind === 'shared' &&
        splitPath(source.path).parent === splitPath(target.path).parent
    );
}

/**
 * Returns the name that a document has after a move: its own, unless the move renames it. A folder with several documents
 * of one name shows them with names of their own, and Theia makes the target of that.
 *
 * @param path of the target
 */
export function nameAfterMove(source: CloudLocation, document: CloudDocument, path: string): string {
    const { name } = splitPath(path);
    const shown = source.kind === 'document' ? source.name : splitPath(source.path).name;
    return normalizedName(name) === normalizedName(shown) ? document.name : name;
}

/** Returns the path in the user's own tree. @throws FileSystemProviderError NoPermissions for other places */
export function requireOwn(location: CloudLocation): string {
    if (location.kind !== 'own') {
        throw noPermission(nls.localize('sanyam/files/onlyOwn', 'You can do this only among your own documents.'));
    }
    return location.path;
}

/** @throws FileSystemProviderError FileIsADirectory for a folder */
export function requireDocument(entry: CloudEntry): CloudDocument {
    if (entry.kind === 'folder') {
        throw createFileSystemProviderError(
            nls.localize('sanyam/files/isFolder', 'This is a cloud folder, not a document.'),
            FileSystemProviderErrorCode.FileIsADirectory
        );
    }
    return entry.document;
}

/** @throws Error if documents of a folder stayed where they were */
export function requireWhole(move: FolderMove): void {
    if (move === 'partly') {
        throw new Error(
            nls.localize('sanyam/files/movedPartly', 'Not all documents of the cloud folder were moved. Move it again.')
        );
    }
}

export function alreadyExists(name: string): FileSystemProviderError {
    return createFileSystemProviderError(
        nls.localize('sanyam/files/exists', '{0} already exists.', quotedPlainly(name)),
        FileSystemProviderErrorCode.FileExists
    );
}

export function noPermission(message: string): FileSystemProviderError {
    return createFileSystemProviderError(message, FileSystemProviderErrorCode.NoPermissions);
}

function idIn(location: CloudLocation): string | undefined {
    return location.kind === 'document' ? location.documentId : undefined;
}
