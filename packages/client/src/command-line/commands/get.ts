// SPDX-License-Identifier: MIT

import { type Destination, destinationOf, writeTo } from '../destination';
import { FileRecord } from '../file-record';
import { findDocument } from '../find-document';
import { ofOwner, readForMessage } from '../owner';
import { type CommonOptions, openSession, type Session } from '../session';
import { isStandardOutput, requireStandardOutput, STANDARD_STREAM } from '../standard-stream';

export interface GetOptions extends CommonOptions {
    readonly version?: number;
    readonly output?: string;
}

/** Writes the text of a document to standard output or a file. */
export async function get(
    idOrName: string,
    { version: asked, output: file = STANDARD_STREAM, ...options }: GetOptions
): Promise<void> {
    const session = await openSession(options);
    const { client, output } = session;
    const destination = isStandardOutput(file) ? undefined : await destinationOf(file);
    const { id } = await findDocument(client, idOrName);
    const got = asked === undefined ? await client.documents.read(id) : await client.versions.read(id, asked);
    if (destination !== undefined) {
        const version = 'version' in got ? got.version : got.version_number;
        const owner = ofOwner('permission' in got ? got : await readForMessage(client, id));
        await save(session, destination, { id, version, content: got.content }, owner);
    } else {
        await requireStandardOutput();
    }
    output.result(got, () => (destination === undefined ? output.text(got.content) : undefined));
}

/** Writes a version to a file, and remembers it once the file has it. */
async function save(
    { output, url }: Session,
    destination: Destination,
    document: { readonly id: string; readonly version: number; readonly content: string },
    owner: string
): Promise<void> {
    const { path, file } = destination;
    const record = file === undefined ? undefined : new FileRecord(file.canonicalPath);
    // From the renaming until the new version is recorded, nothing is known about the file.
    await writeTo(destination, Buffer.from(document.content), { beforeReplacing: async () => record?.forget() });
    output.say(`Wrote version ${document.version}${owner === '' ? '' : ` of a document${owner}`} to ${path}.`);
    if (record !== undefined) {
        await output.orWarn(
            record.remember(url, document),
            `Could not remember the version of ${path}, so the next “sanyam put” asks for it`
        );
    }
}
