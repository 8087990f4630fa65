// SPDX-License-Identifier: MIT

import { type CloudDocument, createFolder, isLeftOut } from '@sanyam/types';
import { mkdir, readFile, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { CommandError, EXIT, missingFolder } from '../command-error';
import { destinationOf } from '../destination';
import { parseFolder } from '../document-path';
import { isMissing, reasonOf, unreadable, unwritable } from '../file-error';
import { digestOf, recordOf } from '../file-record';
import { type CommonOptions, openSession, type Session } from '../session';
import { writeAndRemember } from '../written-file';
import { CloudTree } from './cloud-tree';
import { type Fate, FolderReport } from './folder-report';
import { leftOutReason } from './left-out-reason';
import { LocalTree } from './local-tree';

interface GetFolderOptions extends CommonOptions {
    readonly force?: boolean;
    readonly hidden?: boolean;
}

/**
 * Writes all documents in a folder and below it to files below a local folder. What is already there is not requested.
 * A file that changed here since is kept, unless `force`. Files without a document stay.
 */
export async function getFolder(
    source: string,
    root: string,
    { force = false, hidden = false, ...options }: GetFolderOptions
): Promise<void> {
    const folder = parseFolder(source);
    const local = await LocalTree.open(root);
    const session = await openSession(options);
    const tree = await CloudTree.read(session.client, folder);
    if (folder !== '' && tree.paths.length === 0) {
        throw missingFolder(folder);
    }
    const report = new FolderReport(session.output, 'Getting');
    const isWanted = (path: string): boolean => !path.split('/').some(name => isLeftOut(name, hidden));
    for (const path of tree.paths.filter(path => !isWanted(path))) {
        report.skip(path, leftOutReason(path, 'writes'));
    }
    await report.run(tree.paths.filter(isWanted), async path => {
        const document = tree.at(path);
        return document === undefined ? 'unchanged' : write(session, document, await local.pathOf(path), force);
    });
    report.finish();
}

async function write(session: Session, document: CloudDocument, path: string, force: boolean): Promise<Fate> {
    await createFolder(dirname(resolve(path)), { mkdir, stat, dirname }).catch((error: unknown) => {
        throw unwritable(path, reasonOf(error));
    });
    const bytes = await readIfThere(path);
    const known = await (await recordOf(path)).recall(session.url);
    const isUntouched = bytes !== undefined && known?.document_id === document.id && known.sha256 === digestOf(bytes);
    if (isUntouched && known.version === document.version) {
        return 'unchanged';
    }
    const { id, version, content } = await session.client.documents.read(document.id);
    const isSame = bytes?.equals(Buffer.from(content)) === true;
    if (bytes !== undefined && !isUntouched && !isSame && !force) {
        throw localChanges(version);
    }
    await writeAndRemember(
        session,
        await destinationOf(path),
        { id, version, content },
        {
            beforeReplacing: async () => {
                // Somebody can have saved the file since it was compared.
                if (!force && digestIfThere(await readIfThere(path)) !== digestIfThere(bytes)) {
                    throw localChanges(version);
                }
            }
        }
    );
    return bytes === undefined ? 'created' : isSame ? 'unchanged' : 'changed';
}

function localChanges(version: number): CommandError {
    return new CommandError(
        EXIT.conflict,
        'LOCAL_CHANGES',
        `The file has another text than version ${version} of the document, and was kept.\n` + `--force  overwrites it`
    );
}

function digestIfThere(bytes: Buffer | undefined): string | undefined {
    return bytes === undefined ? undefined : digestOf(bytes);
}

/** @throws CommandError for what is not a file: a pipe would never end */
async function readIfThere(path: string): Promise<Buffer | undefined> {
    try {
        if (!(await stat(path)).isFile()) {
            throw new CommandError(EXIT.failure, 'NOT_A_FILE', 'It is not a file here.');
        }
        return await readFile(path);
    } catch (error) {
        if (isMissing(error)) {
            return undefined;
        }
        if (error instanceof CommandError) {
            throw error;
        }
        throw unreadable(path, error);
    }
}
