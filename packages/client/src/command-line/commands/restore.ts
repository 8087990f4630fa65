// SPDX-License-Identifier: MIT

import { findDocument } from '../find-document';
import { ofOwner, readForMessage } from '../owner';
import { quoted } from '../quoted';
import { type CommonOptions, openSession } from '../session';

export interface ChangeOptions extends CommonOptions {
    readonly ifVersion?: number;
}

/** Restores a document from the trash, or the text of one of its versions. */
export async function restore(
    idOrName: string,
    version: number | undefined,
    { ifVersion, ...options }: ChangeOptions
): Promise<void> {
    const { client, output } = await openSession(options);
    const { id } = await findDocument(client, idOrName, version === undefined ? 'trashed' : 'active');
    const document =
        version === undefined
            ? await client.documents.restore(id, { ifMatch: ifVersion })
            : await client.versions.restore(id, version, { ifMatch: ifVersion });
    output.result(document, () => output.documents([document]));
}

/** Moves a document to the trash. */
export async function remove(idOrName: string, { ifVersion, ...options }: ChangeOptions): Promise<void> {
    const { client, output } = await openSession(options);
    const { id, name, found } = await findDocument(client, idOrName);
    const owner = ofOwner(found ?? (await readForMessage(client, id)));
    await client.documents.delete(id, { ifMatch: ifVersion });
    output.say(`${quoted(name)}${owner} is in the trash. To restore it, run: sanyam restore ${id}`);
    output.result({ id }, () => undefined);
}
