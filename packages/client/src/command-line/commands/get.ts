// SPDX-License-Identifier: MIT

import { writeFile } from 'node:fs/promises';
import { findDocument } from '../find-document';
import { rememberFile } from '../known-files';
import { type CommonOptions, openSession } from '../session';

export interface GetOptions extends CommonOptions {
    readonly version?: number;
    readonly output?: string;
}

/** Writes the text of a document to standard output or a file. */
export async function get(idOrName: string, options: GetOptions): Promise<void> {
    const { client, output, url } = await openSession(options);
    const { id } = await findDocument(client, idOrName);
    const { version: asked, output: file } = options;
    const got = asked === undefined ? await client.documents.read(id) : await client.versions.read(id, asked);
    const version = 'version' in got ? got.version : got.version_number;
    if (file !== undefined) {
        await writeFile(file, got.content);
        await rememberFile(file, url, id, version);
        output.say(`Wrote version ${version} to ${file}.`);
    }
    output.result(got, () => (file === undefined ? output.text(got.content) : undefined));
}
