// SPDX-License-Identifier: MIT

import { findDocument } from '../find-document';
import { forgetFile, rememberFile } from '../known-files';
import { ofOwner, readForMessage } from '../owner';
import { type CommonOptions, openSession, type Session } from '../session';
import { isStandardOutput, requireStandardOutput, STANDARD_STREAM } from '../standard-stream';
import { writeDocument } from '../write-file';

export interface GetOptions extends CommonOptions {
    readonly version?: number;
    readonly output?: string;
}

/** Writes the text of a document to standard output or a file. */
export async function get(idOrName: string, options: GetOptions): Promise<void> {
    const session = await openSession(options);
    const { client, output } = session;
    const { id } = await findDocument(client, idOrName);
    const asked = options.version;
    const file = isStandardOutput(options.output ?? STANDARD_STREAM) ? undefined : options.output;
    const got = asked === undefined ? await client.documents.read(id) : await client.versions.read(id, asked);
    if (file !== undefined) {
        const version = 'version' in got ? got.version : got.version_number;
        const owner = ofOwner('permission' in got ? got : await readForMessage(client, id));
        await save(session, file, { id, version, content: got.content }, owner);
    } else {
        await requireStandardOutput();
    }
    output.result(got, () => (file === undefined ? output.text(got.content) : undefined));
}

/** Writes a version to a file, and remembers it once the file has it. */
async function save(
    { output, url }: Session,
    file: string,
    document: { readonly id: string; readonly version: number; readonly content: string },
    owner: string
): Promise<void> {
    // From the renaming until the new version is recorded, nothing is known about the file.
    const isFile = await writeDocument(file, document.content, () => forgetFile(file));
    output.say(`Wrote version ${document.version}${owner === '' ? '' : ` of a document${owner}`} to ${file}.`);
    if (isFile) {
        await output.orWarn(
            rememberFile(file, url, document),
            `Could not remember the version of ${file}, so the next “sanyam put” asks for it`
        );
    }
}
