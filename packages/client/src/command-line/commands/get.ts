// SPDX-License-Identifier: MIT

import { given, usageError } from '../command-error';
import { destinationOf } from '../destination';
import { findDocument } from '../find-document';
import { getFolder } from '../folders/get-folder';
import { ofOwner, readForMessage } from '../owner';
import { type CommonOptions, openSession } from '../session';
import { isStandardOutput, STANDARD_STREAM } from '../standard-stream';
import { writeAndRemember } from '../written-file';

export interface GetOptions extends CommonOptions {
    readonly version?: number;
    readonly output?: string;
    readonly recursive?: boolean;
    readonly force?: boolean;
    /** With `recursive`: also hidden files. */
    readonly hidden?: boolean;
}

/** Writes the text of a document to standard output or a file, or a folder with all below it to a local folder. */
export async function get(what: string, target: string | undefined, options: GetOptions): Promise<void> {
    const { recursive, force, hidden, version, output } = options;
    if (recursive === true) {
        if (version !== undefined || output !== undefined) {
            throw usageError('-r takes a local folder, and neither -o nor --version: sanyam get -r models/ .');
        }
        if (target === STANDARD_STREAM) {
            throw usageError(
                '-r writes files, and not to standard output. Enter a local folder; ./- is a folder named -.'
            );
        }
        await getFolder(given(what, 'folder'), given(target ?? '.', 'local folder'), options);
    } else if (target !== undefined || force !== undefined || hidden !== undefined) {
        throw usageError('A local folder, --force and --hidden need -r. To write one document to a file, use -o.');
    } else {
        await getDocument(what, options);
    }
}

async function getDocument(
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
        const what = `version ${version}${owner === '' ? '' : ` of a document${owner}`}`;
        await writeAndRemember(
            session,
            destination,
            { id, version, content: got.content },
            { onWritten: () => output.say(`Wrote ${what} to ${destination.path}.`) }
        );
    }
    output.result(got, () => (destination === undefined ? output.text(got.content) : undefined));
}
