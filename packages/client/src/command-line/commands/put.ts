// SPDX-License-Identifier: MIT

import type { CloudDocument } from '@sanyam/types';
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { ConflictError, SanyamError } from '../../client/sanyam-error';
import { CommandError, EXIT, usageError } from '../command-error';
import { documentsCalled, findDocument, onlyOne } from '../find-document';
import { forgetFile, recallFile, rememberFile } from '../known-files';
import { languageOf } from '../language-of';
import { type CommonOptions, openSession, type Session } from '../session';

export interface PutOptions extends CommonOptions {
    /** An id or a name. */
    readonly id?: string;
    readonly name?: string;
    readonly language?: string;
    readonly ifVersion?: number;
    readonly force?: boolean;
}

const STANDARD_INPUT = '-';

/** The document to save a file to, and the known version that the file comes from. */
interface Target {
    readonly id: string;
    readonly base?: number;
    /** Whether the document was found by its name, which then stays. */
    readonly isCalled: boolean;
}

/** Saves a file as a new document, or over an existing one that has not changed since. */
export async function put(file: string, options: PutOptions): Promise<void> {
    const session = await openSession(options);
    const name = options.name ?? (file === STANDARD_INPUT ? undefined : basename(file));
    if (name === undefined && options.id === undefined) {
        throw usageError('Standard input has no name. Set one with --name, or use --id.');
    }
    const content = await readText(file);
    const target = await findTarget(session, file, name ?? '', options);
    const document =
        target === undefined
            ? await session.client.documents.create({
                  name: name ?? '',
                  language_id: options.language ?? languageOf(name ?? ''),
                  content
              })
            : await update(session, file, target, content, options);
    if (file !== STANDARD_INPUT) {
        await rememberFile(file, session.url, document.id, document.version);
    }
    session.output.result(document, () => session.output.documents([document]));
}

/** Reads a file. @throws CommandError when it is unreadable or not text */
async function readText(file: string): Promise<string> {
    const bytes = await (file === STANDARD_INPUT ? buffer(process.stdin) : readFile(file)).catch((error: Error) => {
        throw new CommandError(EXIT.failure, 'UNREADABLE_FILE', `Could not read ${file}: ${error.message}.`);
    });
    try {
        return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    } catch {
        throw usageError(`${file} is not UTF-8 text. Documents can contain only text.`);
    }
}

async function findTarget(
    { client, url }: Session,
    file: string,
    name: string,
    { id, name: asked }: PutOptions
): Promise<Target | undefined> {
    const known = file === STANDARD_INPUT ? undefined : await recallFile(file, url);
    const baseOf = (documentId: string) => (known?.document_id === documentId ? { base: known.version } : {});
    if (id !== undefined) {
        const found = await findDocument(client, id);
        return { id: found.id, isCalled: false, ...baseOf(found.id) };
    }
    if (known !== undefined && asked === undefined) {
        return { id: known.document_id, base: known.version, isCalled: false };
    }
    const changeable = (await documentsCalled(client, name)).filter(({ permission }) => permission !== 'view');
    const found = onlyOne(name, changeable);
    return found === undefined ? undefined : { id: found.id, isCalled: true, ...baseOf(found.id) };
}

async function update(
    { client }: Session,
    file: string,
    { id, base, isCalled }: Target,
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
    if (content === change.content && name === document.name && language_id === document.language_id) {
        return document;
    }
    throw conflict(document.id, document.version, 'The version that your file comes from is unknown.');
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
