// SPDX-License-Identifier: MIT

import { type CloudDocument, documentNameProblem, isSameName, shellWord } from '@sanyam/types';
import { basename } from 'node:path';
import { ConflictError, SanyamError } from '../../client/sanyam-error';
import { CommandError, EXIT, usageError } from '../command-error';
import { documentsCalled, findDocument, onlyOne } from '../find-document';
import { forgetFile, type KnownFile, recallFile, rememberFile } from '../known-files';
import { languageOf } from '../language-of';
import { isNamed, readDocument } from '../read-file';
import { type CommonOptions, openSession, type Session } from '../session';

export interface PutOptions extends CommonOptions {
    /** An id or a name. */
    readonly id?: string;
    readonly name?: string;
    readonly language?: string;
    readonly ifVersion?: number;
    readonly force?: boolean;
    /** The encoding of the file, as a label of the web platform (default: UTF-8). */
    readonly encoding?: string;
}

/** The document to save a file to, and the known version that the file comes from. */
interface Target {
    readonly id: string;
    readonly base?: number | undefined;
    /** The size of the file when its version was recorded, in bytes. */
    readonly size?: number | undefined;
    /** Whether the document was found by its name, which then stays. */
    readonly isCalled: boolean;
}

/** Saves a file as a new document, or over an existing one that has not changed since. */
export async function put(file: string, options: PutOptions): Promise<void> {
    const session = await openSession(options);
    // A pipe has no name that a document could have, and nothing to remember.
    const isFile = await isNamed(file);
    const name = options.name ?? (isFile ? basename(file) : undefined);
    if (name === undefined && options.id === undefined) {
        throw usageError('Standard input has no name. Set one with --name, or use --id.');
    }
    const content = await readDocument(file, options.encoding);
    const known = isFile ? await recallFile(file, session.url) : undefined;
    const target = await findTarget(session, known, name ?? '', options);
    const document =
        target === undefined
            ? await create(session, name ?? '', content, options)
            : await update(session, file, target, content, options);
    if (isFile) {
        await session.output.orWarn(
            rememberFile(file, session.url, { ...document, content }),
            `Saved, but could not remember the version of ${file}, so the next “sanyam put” asks for it`
        );
    }
    session.output.result(document, () => session.output.documents([document]));
}

async function create(
    { client }: Session,
    name: string,
    content: string,
    { language }: PutOptions
): Promise<CloudDocument> {
    const problem = documentNameProblem(name);
    if (problem !== undefined) {
        throw usageError(`${problem} Set another name with --name.`);
    }
    return client.documents.create({ name, language_id: language ?? languageOf(name), content });
}

async function findTarget(
    { client }: Session,
    known: KnownFile | undefined,
    name: string,
    { id, name: asked }: PutOptions
): Promise<Target | undefined> {
    const baseOf = (documentId: string) =>
        known?.document_id === documentId ? { base: known.version, size: known.size } : {};
    if (id !== undefined) {
        const found = await findDocument(client, id);
        return { id: found.id, isCalled: false, ...baseOf(found.id) };
    }
    if (known !== undefined && asked === undefined) {
        return { id: known.document_id, isCalled: false, ...baseOf(known.document_id) };
    }
    const changeable = (await documentsCalled(client, name)).filter(({ permission }) => permission !== 'view');
    const found = onlyOne(name, changeable);
    return found === undefined ? undefined : { id: found.id, isCalled: true, ...baseOf(found.id) };
}

async function update(
    { client }: Session,
    file: string,
    { id, base, size, isCalled }: Target,
    content: string,
    { name, language, ifVersion, force }: PutOptions
): Promise<CloudDocument> {
    const change = {
        content,
        ...(name === undefined || isCalled ? {} : { name }),
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
                id,
                error.currentVersion,
                `It changed at ${error.updatedAt}. Your file comes from version ${error.yourVersion}.`
            );
        }
        if (error instanceof SanyamError && error.code === 'DOCUMENT_NOT_FOUND') {
            await forgetFile(file);
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
    change: { content: string; name?: string; language_id?: string }
): Promise<CloudDocument> {
    const { name = document.name, language_id = document.language_id } = change;
    if (content === change.content && isSameName(name, document.name) && language_id === document.language_id) {
        return document;
    }
    throw conflict(document.id, document.version, 'The version that your file comes from is unknown.');
}

/** Returns whether a file got shorter and may have been cut off: it is empty, or does not end with a line break. */
function isShorter(content: string, size: number | undefined): boolean {
    return size !== undefined && Buffer.byteLength(content) < size && !content.endsWith('\n');
}

/**
 * Checks that a file is not just the first part of the document, as a write leaves it that failed: on a full disk, or
 * of `sanyam get x > x` without a connection.
 *
 * @throws CommandError when it is
 */
function requireWhole(file: string, content: string, document: CloudDocument & { content: string }): void {
    if (content.length < document.content.length && document.content.startsWith(content)) {
        throw new CommandError(
            EXIT.failure,
            'INCOMPLETE_FILE',
            `${file} has only the first ${Buffer.byteLength(content)} of ${document.size_bytes} bytes of version ` +
                `${document.version}, as after a write that failed. Nothing was saved.\n` +
                `  sanyam get ${document.id} -o ${shellWord(file, process.platform)}  restores the file\n` +
                '  --force  saves it as it is'
        );
    }
}

function conflict(id: string, version: number, why: string): CommandError {
    return new CommandError(
        EXIT.conflict,
        'OPTIMISTIC_LOCK_CONFLICT',
        `This document exists, with version ${version}. ${why} Nothing was saved.\n` +
            `  sanyam get ${id}  shows its current text\n` +
            `  --if-version ${version}  overwrites only this version\n` +
            '  --force  overwrites any version',
        { current_version: version }
    );
}
