// SPDX-License-Identifier: MIT

import envPaths from 'env-paths';
import { createHash } from 'node:crypto';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { z } from 'zod';

const knownFileSchema = z.object({
    path: z.string(),
    /** The address of the gateway. */
    url: z.string(),
    document_id: z.string(),
    version: z.int()
});

/** The document and version that a file was last written from or saved to. */
export type KnownFile = z.infer<typeof knownFileSchema>;

/** Returns the path of a record. Each file has its own record, so that parallel commands do not conflict. */
function recordOf(path: string): string {
    const name = createHash('sha256').update(resolve(path)).digest('hex');
    return join(envPaths('sanyam', { suffix: '' }).data, 'files', `${name}.json`);
}

/** Records the document and version of a file for a later `put`. */
export async function rememberFile(path: string, url: string, documentId: string, version: number): Promise<void> {
    const record = recordOf(path);
    const known: KnownFile = { path: resolve(path), url, document_id: documentId, version };
    await mkdir(join(record, '..'), { recursive: true, mode: 0o700 });
    await writeFile(record, `${JSON.stringify(known)}\n`, { mode: 0o600 });
}

/** Returns the record of a file. Undefined without a record, or with one for another gateway. */
export async function recallFile(path: string, url: string): Promise<KnownFile | undefined> {
    let text: string;
    try {
        text = await readFile(recordOf(path), 'utf8');
    } catch (error) {
        if (error instanceof Error && 'code' in error && error.code === 'ENOENT') {
            return undefined;
        }
        throw error;
    }
    const known = knownFileSchema.safeParse(parse(text)).data;
    return known?.url === url ? known : undefined;
}

export async function forgetFile(path: string): Promise<void> {
    await rm(recordOf(path), { force: true });
}

/** Parses a record. An incomplete record counts as missing, and `put` then asks for the version. */
function parse(text: string): unknown {
    try {
        return JSON.parse(text);
    } catch {
        return undefined;
    }
}
