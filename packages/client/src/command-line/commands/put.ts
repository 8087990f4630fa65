// SPDX-License-Identifier: MIT

import { type CloudDocument, documentNameProblem, isSameName, normalizedFolder } from '@sanyam/types';
import { basename } from 'node:path';
import { ConflictError, SanyamError } from '../../client/sanyam-error';
import { CommandError, EXIT, given, usageError } from '../command-error';
import { type DocumentPath, parsePath } from '../document-path';
import { type FileRecord, recordOf } from '../file-record';
import { putFolder } from '../folders/put-folder';
import { languageOf } from '../language-of';
import { ofOwner, otherOwner, readForMessage } from '../owner';
import { findTarget, type Target } from '../put-target';
import { conflict } from '../save-conflict';
import { quoted } from '../quoted';
import { isNamed, readDocument } from '../read-file';
import { type CommonOptions, openSession, type Session } from '../session';
import { STANDARD_STREAM } from '../standard-stream';
import { isShorter, requireWhole } from '../whole-file';

export interface PutOptions extends CommonOptions {
    /** An id, a name, or an owner and a name. */
    readonly id?: string;
    readonly name?: string;
    readonly language?: string;
    readonly ifVersion?: number;
    readonly force?: boolean;
    /** The encoding of the file, as a label of the web platform (default: UTF-8). */
    readonly encoding?: string;
    readonly recursive?: boolean;
    /** With `recursive`: also hidden files. */
    readonly hidden?: boolean;
}

/** What is saved, and where it comes from. */
interface Source {
    /** The path as the user typed it. */
    readonly file: string;
    /** Undefined for standard input and pipes. */
    readonly record: FileRecord | undefined;
    readonly content: string;
}

/** Saves a file, or all files below a folder. */
export async function put(file: string, target: string | undefined, options: PutOptions): Promise<void> {
    const { recursive, hidden, id, name, language, encoding, ifVersion } = options;
    if (recursive === true) {
        if ([id, name, language, encoding, ifVersion].some(option => option !== undefined)) {
            throw usageError('-r takes --force and --hidden, and no option for one document.');
        }
        if (file === STANDARD_STREAM || target === STANDARD_STREAM) {
            throw usageError(
                '-r saves a local folder, not standard input. ./- is a local folder named -, and /- one in the cloud.'
            );
        }
        await putFolder(given(file, 'local folder'), given(target ?? '/', 'folder'), options);
    } else if (target !== undefined || hidden !== undefined) {
        throw usageError('A folder and --hidden need -r. To save one file in a folder, use --name models/a.md.');
    } else if (file === '') {
        throw usageError('The path of the file is empty. Enter a path, or - for standard input.');
    } else if (name === '') {
        throw usageError('The name after --name is empty. Enter a name, or leave out --name.');
    } else {
        await putFile(file, options);
    }
}

/** Saves a file as a new document, or over an existing one that has not changed since. */
async function putFile(file: string, options: PutOptions): Promise<void> {
    const session = await openSession(options);
    // A pipe has no name that a document could have, and nothing to remember.
    const isFile = await isNamed(file);
    const path = pathFor(isFile ? basename(file) : '', options);
    if (path.name === '' && options.id === undefined) {
        throw usageError('Standard input has no name. Set one with --name, or use --id.');
    }
    const content = await readDocument(file, options.encoding);
    const record = isFile ? await recordOf(file) : undefined;
    const known = await record?.recall(session.url);
    const target = await findTarget(session.client, known, path, options);
    const document =
        target === undefined
            ? await create(session, path, content, options)
            : await update(session, { file, record, content }, target, options, path);
    if (record !== undefined) {
        await session.output.orWarn(
            record.remember(session.url, { ...document, content }),
            `Saved, but could not remember the version of ${file}, so the next “sanyam put” asks for it`
        );
    }
    const owner = otherOwner(document);
    if (owner !== undefined) {
        session.output.say(`${quoted(document.name)} is a document of ${owner}, who shares it with you.`);
    }
    session.output.result(document, () => session.output.documents([document]));
}

/**
 * Returns the path that a file is saved at: its own name in any folder, or what the user asks for.
 *
 * @throws CommandError for a path that cannot exist, and the path of another user
 */
function pathFor(fileName: string, { name: asked }: PutOptions): DocumentPath {
    if (asked === undefined) {
        return { name: fileName };
    }
    const path = parsePath(asked);
    if (path.owner !== undefined) {
        throw usageError('To save to a document of another user, name it with --id.');
    }
    return path;
}

async function create(
    { client }: Session,
    { folder, name }: DocumentPath,
    content: string,
    { language }: PutOptions
): Promise<CloudDocument> {
    const problem = documentNameProblem(name);
    if (problem !== undefined) {
        throw usageError(`${problem} Set another name with --name.`);
    }
    return client.documents.create({
        name,
        language_id: language ?? languageOf(name),
        content,
        ...(folder === undefined ? {} : { folder })
    });
}

async function update(
    { client }: Session,
    { file, record, content }: Source,
    { id, base, size, isCalled }: Target,
    { name: asked, language, ifVersion, force }: PutOptions,
    { name, folder }: DocumentPath
): Promise<CloudDocument> {
    const change = {
        content,
        ...(asked === undefined || isCalled ? {} : { name, ...(folder === undefined ? {} : { folder }) }),
        ...(language === undefined ? {} : { language_id: language })
    };
    const ifMatch = force === true ? undefined : (ifVersion ?? base);
    try {
        if (ifMatch === undefined && force !== true) {
            return await changeNothing(await client.documents.read(id), change);
        }
        if (ifMatch !== undefined && ifVersion === undefined && isShorter(content, size)) {
            requireWhole(file, content, await client.documents.read(id));
        }
        return await client.documents.update(id, change, { ifMatch });
    } catch (error) {
        if (error instanceof ConflictError) {
            throw conflict(
                { id, version: error.currentVersion },
                ofOwner(await readForMessage(client, id)),
                `It changed at ${error.updatedAt}. Your file comes from version ${error.yourVersion}.`
            );
        }
        if (error instanceof SanyamError && error.code === 'DOCUMENT_NOT_FOUND') {
            await record?.forget();
        }
        if (error instanceof SanyamError && error.details['reason'] === 'trashed') {
            const message = `${error.message}\n  sanyam restore ${id}  restores it from the trash`;
            throw new CommandError(EXIT.notAllowed, error.code, message, error.details);
        }
        throw error;
    }
}

/** Returns the document if it equals the file. @throws CommandError otherwise, because either text can be newer */
async function changeNothing(
    { content, ...document }: CloudDocument & { content: string },
    change: { content: string; name?: string; folder?: string; language_id?: string }
): Promise<CloudDocument> {
    const { name = document.name, language_id = document.language_id, folder = document.folder } = change;
    if (
        content === change.content &&
        isSameName(name, document.name) &&
        normalizedFolder(folder) === normalizedFolder(document.folder) &&
        language_id === document.language_id
    ) {
        return document;
    }
    throw conflict(document, ofOwner(document), 'The version that your file comes from is unknown.');
}
