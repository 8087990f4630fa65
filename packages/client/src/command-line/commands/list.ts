// SPDX-License-Identifier: MIT

import type { SanyamClient } from '../../client/sanyam-client';
import { missingFolder, usageError } from '../command-error';
import { parseFolder } from '../document-path';
import { pathOf } from '../path-of';
import { type CommonOptions, openSession } from '../session';

export interface ListOptions extends CommonOptions {
    readonly trash?: boolean;
    readonly language?: string;
    readonly mine?: boolean;
    readonly recursive?: boolean;
}

/**
 * Lists documents, newest change first, or what is in a folder, in the order of paths.
 *
 * @param query text that the name contains, or the path of a folder, which ends with a slash
 */
export async function list(query: string | undefined, options: ListOptions): Promise<void> {
    if (query === '') {
        throw usageError(
            'The text is empty. Without it, sanyam ls lists all documents, and sanyam ls / those at the top.'
        );
    }
    if (query?.endsWith('/') === true) {
        await listFolder(parseFolder(query), options);
        return;
    }
    if (options.recursive === true) {
        throw usageError('-r lists a folder with all below it. Add a slash to its path, such as models/.');
    }
    const { client, output } = await openSession(options);
    const documents = await client.documents
        .list({
            q: query,
            language_id: options.language,
            include_shared: options.mine === true ? false : undefined,
            state: options.trash === true ? 'trashed' : undefined
        })
        .toArray();
    output.result(documents, () => output.documents(documents));
}

async function listFolder(folder: string, { language, trash, recursive = false, ...options }: ListOptions) {
    if (trash === true) {
        throw usageError('The trash has no folders. List it without a path.');
    }
    const { client, output } = await openSession(options);
    const documents = await client.documents.list({ folder, below: recursive, language_id: language }).toArray();
    const folders = recursive ? [] : (await foldersIn(client, folder)).map(name => pathOf({ folder, name }));
    if (folder !== '' && language === undefined && documents.length + folders.length === 0) {
        throw missingFolder(folder);
    }
    output.result(recursive ? documents : { folders, documents }, () => output.documents(documents, folders));
}

/** Returns the names of all folders directly in a folder. */
async function foldersIn(client: SanyamClient, folder: string): Promise<string[]> {
    const names: string[] = [];
    let cursor: string | undefined;
    do {
        const page = await client.folders.list({ folder, cursor });
        names.push(...page.folders);
        cursor = page.next_cursor ?? undefined;
    } while (cursor !== undefined);
    return names;
}
