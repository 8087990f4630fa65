// SPDX-License-Identifier: MIT

import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { stageClient } from './client-stage';

interface Result {
    readonly created: string[];
    readonly changed: string[];
    readonly unchanged: string[];
    readonly newer: string[];
    readonly failed: { readonly path: string; readonly code: string; readonly message: string }[];
    readonly skipped: { readonly path: string; readonly message: string }[];
    readonly not_tried: string[];
}

/** Prepares tests of commands for a folder: local files, documents, and the results of commands. */
export function stageFolders() {
    const stage = stageClient();

    async function write(files: Record<string, string | Uint8Array>): Promise<void> {
        for (const [path, text] of Object.entries(files)) {
            await mkdir(dirname(stage.shell.path(path)), { recursive: true });
            await writeFile(stage.shell.path(path), text);
        }
    }

    const read = (path: string) => readFile(stage.shell.path(path), 'utf8');

    /** Creates documents with these texts at these paths. Returns their ids. */
    async function plant(documents: Record<string, string>): Promise<string[]> {
        const ids: string[] = [];
        for (const [path, content] of Object.entries(documents)) {
            const slash = path.lastIndexOf('/');
            const place = { name: path.slice(slash + 1), folder: path.slice(0, Math.max(slash, 0)) };
            ids.push((await stage.client.documents.create({ ...place, language_id: 'markdown', content })).id);
        }
        return ids;
    }

    /** Runs a command, and returns its exit code and its result without what is empty. */
    async function run(...parameters: string[]): Promise<[number | null, Partial<Result>, string]> {
        const { code, out, said } = await stage.shell.sanyam(...parameters, '--json');
        const entries = Object.entries(JSON.parse(out) as Result).filter(([, paths]) => paths.length > 0);
        return [code, Object.fromEntries(entries), said];
    }

    /** Returns the texts of all documents of the user by path. */
    async function texts(): Promise<Record<string, string>> {
        const documents = await stage.client.documents.list({ folder: '', below: true }).toArray();
        const entries = documents.map(async ({ id, folder, name }) => [
            `${folder}/${name}`,
            (await stage.client.documents.read(id)).content
        ]);
        return Object.fromEntries(await Promise.all(entries)) as Record<string, string>;
    }

    return { stage, write, read, plant, run, texts };
}
