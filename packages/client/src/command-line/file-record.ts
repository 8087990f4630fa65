// SPDX-License-Identifier: MIT

import { createFolder } from '@sanyam/types';
import { createHash } from 'node:crypto';
import { mkdir, readFile, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { isSameGateway } from '../client/normalize-address';
import { canonicalPath } from './canonical-path';
import { codeOf, reasonOf, unreadable } from './file-error';
import { OWNER_ONLY, replaceFile } from './replace-file';
import { userFolders } from './user-folders';

const knownFileSchema = z.object({
    /** The address of the gateway. */
    url: z.string(),
    document_id: z.string(),
    version: z.int(),
    /** The size of the file in bytes. */
    size: z.int(),
    /** The digest of the text. Missing in records of earlier releases. */
    sha256: z.string().optional()
});

/** Something else stands in place of the folder for records, so there are no records. */
const NOT_THERE = new Set<string | undefined>(['ENOTDIR', 'ELOOP']);

/** The document and version that a file was last written from or saved to. */
export type KnownFile = z.infer<typeof knownFileSchema>;

/**
 * The record of a file, for a later `put`. All spellings of a file's path lead to the same record. Each file has its
 * own, so that parallel commands do not conflict.
 */
export class FileRecord {
    private readonly path: string;

    /** @param canonicalPath the canonical path of the file */
    constructor(canonicalPath: string) {
        const name = createHash('sha256').update(canonicalPath).digest('hex');
        this.path = join(userFolders().data, 'files', `${name}.json`);
    }

    /** Records the document and version of the file. If that fails, the file has no record. */
    async remember(
        url: string,
        document: { readonly id: string; readonly version: number; readonly content: string }
    ): Promise<void> {
        const { id, version, content } = document;
        const known: KnownFile = {
            url,
            document_id: id,
            version,
            size: Buffer.byteLength(content),
            sha256: digestOf(content)
        };
        await createFolder(dirname(this.path), { mkdir: folder => mkdir(folder, { mode: 0o700 }), stat, dirname });
        try {
            await replaceFile(this.path, Buffer.from(`${JSON.stringify(known)}\n`), { mode: OWNER_ONLY });
        } catch (error) {
            // The old record may be of another document.
            await rm(this.path, { force: true });
            throw error;
        }
    }

    /** Returns what is known about the file. Undefined without a readable record, or with one for another gateway. */
    async recall(url: string): Promise<KnownFile | undefined> {
        // A record that cannot be read counts as missing. Then the next save asks for the version.
        const text = await readFile(this.path, 'utf8').catch(() => '');
        const known = knownFileSchema.safeParse(parse(text)).data;
        return known !== undefined && isSameGateway(known.url, url) ? known : undefined;
    }

    /** Deletes the record. @throws Error when it cannot be deleted, because it may be of another document */
    async forget(): Promise<void> {
        try {
            await rm(this.path, { force: true });
        } catch (error) {
            if (!NOT_THERE.has(codeOf(error))) {
                throw new Error(`what is known about its old text could not be deleted (${reasonOf(error)})`, {
                    cause: error
                });
            }
        }
    }
}

/** Returns the record of a file. @throws CommandError when its path cannot be followed */
export async function recordOf(file: string): Promise<FileRecord> {
    try {
        return new FileRecord(await canonicalPath(file));
    } catch (error) {
        throw unreadable(file, error);
    }
}

/** Returns the SHA-256 of a text in UTF-8, in hexadecimal digits. */
export function digestOf(content: string | Uint8Array): string {
    return createHash('sha256').update(content).digest('hex');
}

/** Parses a record. An incomplete record counts as missing, and `put` then asks for the version. */
function parse(text: string): unknown {
    try {
        return JSON.parse(text);
    } catch {
        return undefined;
    }
}
