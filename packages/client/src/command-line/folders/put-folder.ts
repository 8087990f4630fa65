// SPDX-License-Identifier: MIT

import { type CloudDocument, documentNameProblem, folderProblem, normalizedFolder } from '@sanyam/types';
import { join } from 'node:path';
import { ConflictError } from '../../client/sanyam-error';
import { CommandError, EXIT, usageError } from '../command-error';
import { parseFolder } from '../document-path';
import { digestOf, type FileRecord, type KnownFile, recordOf } from '../file-record';
import { languageOf } from '../language-of';
import { readDocument } from '../read-file';
import { conflict } from '../save-conflict';
import { type CommonOptions, openSession, type Session } from '../session';
import { isShorter, requireWhole } from '../whole-file';
import { CloudTree } from './cloud-tree';
import { type Fate, FolderReport } from './folder-report';
import { leftOutReason } from './left-out-reason';
import { filesBelow, requireUtf8 } from './local-files';

interface PutFolderOptions extends CommonOptions {
    readonly force?: boolean;
    readonly hidden?: boolean;
}

/** A local file, and what is known about it. */
interface Source {
    readonly path: string;
    readonly record: FileRecord;
    readonly known: KnownFile | undefined;
    readonly content: string;
}

/**
 * Saves all files below a local folder as documents in a folder. What did not change is not sent. Documents without a
 * file stay.
 */
export async function putFolder(
    root: string,
    target: string,
    { force = false, hidden = false, ...options }: PutFolderOptions
): Promise<void> {
    const folder = parseFolder(target);
    const { files, others, unread, leftOut } = await filesBelow(root, hidden);
    const session = await openSession(options);
    const report = new FolderReport(session.output, 'Saving');
    for (const path of others) {
        report.skip(path, 'It is not a file.');
    }
    for (const path of leftOut) {
        report.skip(path, leftOutReason(path, 'saves'));
    }
    for (const { path, error } of unread) {
        report.fail(path, error);
    }
    const tree = await CloudTree.read(session.client, folder);
    const seen = new Set<string>();
    await report.run(files, async path => {
        await requireUtf8(root, path);
        requireOneFile(path, seen);
        const document = tree.at(path);
        const source = await readSource(session, join(root, path));
        return document === undefined
            ? create(session, source, tree.placeOf(path))
            : save(session, source, document, force);
    });
    report.finish();
}

/** On a disk, names that look the same can be two. In the cloud they are one. @throws CommandError for the second */
function requireOneFile(path: string, seen: Set<string>): void {
    const inCloud = normalizedFolder(path);
    if (seen.has(inCloud)) {
        throw new CommandError(
            EXIT.usage,
            'AMBIGUOUS_NAME',
            'Another file has this path in another Unicode form. Rename one of them.'
        );
    }
    seen.add(inCloud);
}

async function readSource({ url }: Session, path: string): Promise<Source> {
    const content = await readDocument(path);
    const record = await recordOf(path);
    return { path, record, known: await record.recall(url), content };
}

async function create(
    session: Session,
    source: Source,
    place: { readonly folder: string; readonly name: string }
): Promise<Fate> {
    const problem = documentNameProblem(place.name) ?? folderProblem(place.folder);
    if (problem !== undefined) {
        throw usageError(problem);
    }
    const { content } = source;
    const language_id = languageOf(place.name);
    await remember(session, source, await session.client.documents.create({ ...place, language_id, content }));
    return 'created';
}

async function save(session: Session, source: Source, document: CloudDocument, force: boolean): Promise<Fate> {
    const { content, known } = source;
    const base = known?.document_id === document.id ? known.version : undefined;
    const { id, version } = document;
    if (base !== undefined && known?.sha256 === digestOf(content)) {
        if (version === base) {
            return 'unchanged';
        }
        if (!force) {
            return 'newer';
        }
    }
    if (base === version || force) {
        try {
            if (!force && isShorter(content, known?.size)) {
                requireWhole(source.path, content, await session.client.documents.read(id));
            }
            const saved = await session.client.documents.update(id, { content }, force ? {} : { ifMatch: version });
            await remember(session, source, saved);
            return saved.version === version ? 'unchanged' : 'changed';
        } catch (error) {
            if (!(error instanceof ConflictError)) {
                throw error;
            }
        }
    }
    // Somebody else may have saved the same text.
    const now = await session.client.documents.read(id);
    if (now.content !== content) {
        const why =
            base === undefined
                ? 'The version that your file comes from is unknown.'
                : `Your file comes from version ${base}.`;
        throw conflict(now, '', why, 'for a folder');
    }
    await remember(session, source, now);
    return 'unchanged';
}

async function remember(
    { output, url }: Session,
    { path, record, content }: Source,
    { id, version }: Pick<CloudDocument, 'id' | 'version'>
): Promise<void> {
    await output.orWarn(
        record.remember(url, { id, version, content }),
        `Saved, but could not remember the version of ${path}, so the next “sanyam put” asks for it`
    );
}
