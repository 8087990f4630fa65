// SPDX-License-Identifier: MIT

import envPaths from 'env-paths';
import { createHash } from 'node:crypto';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { z } from 'zod';

const knownFileSchema = z.object({
    path: z.string(),
    /** Of the gateway. */
    url: z.string(),
    document_id: z.string(),
    version: z.int()
});

/** Which document and version a file was written from, or to, last. */
export type KnownFile = z.infer<typeof knownFileSchema>;

/** A file of its own for each, so that commands that run at once do not meet. */
function recordOf(path: string): string {
    const name = createHash('sha256').update(resolve(path)).digest('hex');
    return join(envPaths('sanyam', { suffix: '' }).data, 'files', `${name}.json`);
}

/** So that a `put` of the file knows what it changes. */
export async function rememberFile(path: string, url: string, documentId: string, version: number): Promise<void> {
    const record = recordOf(path);
    const known: KnownFile = { path: resolve(path), url, document_id: documentId, version };
    await mkdir(join(record, '..'), { recursive: true, mode: 0o700 });
    await writeFile(record, `${JSON.stringify(known)}\n`, { mode: 0o600 });
}

/** @returns undefined where nothing is known, or only of another gateway */
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

/** A record that was cut off tells nothing: the caller is asked then which version they mean. */
function parse(text: string): unknown {
    try {
        return JSON.parse(text);
    } catch {
        return undefined;
    }
}
