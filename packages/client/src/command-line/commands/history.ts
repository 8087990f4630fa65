// SPDX-License-Identifier: MIT

import { findDocument } from '../find-document';
import { toSeconds } from '../output';
import { type CommonOptions, openSession } from '../session';

/** Lists the versions of a document, newest first. */
export async function history(idOrName: string, options: CommonOptions): Promise<void> {
    const { client, output } = await openSession(options);
    const { id } = await findDocument(client, idOrName);
    const versions = await client.versions.list(id).toArray();
    output.result(versions, () =>
        output.table(
            ['VERSION', 'MADE', 'HOW', 'BYTES', 'BY', 'NAME'],
            versions.map(version => [
                String(version.version_number),
                toSeconds(version.created_at),
                version.origin,
                String(version.size_bytes),
                version.api_key_name ?? version.created_by_email ?? version.created_by,
                version.name ?? ''
            ])
        )
    );
}
