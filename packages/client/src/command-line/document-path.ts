// SPDX-License-Identifier: MIT

import { folderProblem } from '@sanyam/types';
import { usageError } from './command-error';

/** What a text on the command line says about a document: a path in one's own tree, or an owner and a name. */
export interface DocumentPath {
    readonly name: string;
    /** The email address of another user. */
    readonly owner?: string;
    /** The folder in one's own tree; empty at the top. Undefined when the text has only a name: the document can then be in each folder. */
    readonly folder?: string;
}

/**
 * Reads `name`, `models/name`, `/name` for the top, or `owner@example.org/name`. With a slash in front, it is never an
 * owner.
 *
 * @throws CommandError for a path that ends with a slash, and one that cannot exist
 */
export function parsePath(text: string): DocumentPath {
    const slash = text.lastIndexOf('/');
    const name = text.slice(slash + 1);
    if (slash === -1) {
        return { name };
    }
    if (name === '') {
        throw usageError(`${text} is a folder. Add the name of a document.`);
    }
    const before = text.slice(0, slash);
    return before.includes('@') && !text.startsWith('/')
        ? { owner: before, name }
        : { folder: checked(before.replace(/^\//, '')), name };
}

/** Returns the path of a folder without slashes at its ends. @throws CommandError for a path that cannot exist */
export function parseFolder(text: string): string {
    return checked(text.replace(/^\//, '').replace(/\/$/, ''));
}

function checked(folder: string): string {
    const problem = folderProblem(folder);
    if (problem !== undefined) {
        throw usageError(problem);
    }
    return folder;
}
