// SPDX-License-Identifier: MIT

import { prose, userId } from './fill.mjs';
import { DOCUMENTS_OF_A_SAVER, savedId } from './savers.mjs';
import { claimsOf } from './statements.mjs';

/** The user of measurements of single calls. */
export const CALLER = 1;

/** The user of lists with shares: half of a page is theirs, the other half is shared with them. */
export const RECIPIENT = 2;

/** The owner of the documents that are shared with the recipient. */
const GIVER = 3;

/** The number of shared documents: half of the largest page. */
const SHARED = 50;

/** The largest page of a history. */
const VERSIONS = 100;

/** Documents of 20 KB: one to read, one with a history, and one to save. */
const medium = savedId(CALLER, 1);
const history = savedId(CALLER, 2);
const saved = savedId(CALLER, 4);

/**
 * Adds the documents that single calls use: a document of 2 KB, a history of a hundred versions, and a page of which
 * half is shared. The savers' documents must exist.
 *
 * @param client a connection as the superuser
 * @returns SQL expressions for the ids of the documents, by name
 */
export async function addTestDocuments(client) {
    await client.query('begin');
    await client.query(claimsOf(CALLER));
    const { rows } = await client.query(`select public.create_document('read.md', 'markdown', $1) ->> 'id' as id`, [
        prose(2000)
    ]);
    for (let number = 1; number < VERSIONS; number++) {
        await client.query(`select public.save_document(${history}, $1)`, [`version ${number}`]);
    }
    await client.query(
        `insert into public.document_shares (document_id, owner_id, email, permission, created_at, updated_at)
         select ${savedId(GIVER, 'n')}, ${userId(GIVER)}, p.email, 'edit', now(), now()
         from public.user_profiles p, generate_series(1, ${SHARED}) n
         where p.id = ${userId(RECIPIENT)}`
    );
    // The two owners alternate in the list.
    await client.query(
        `update public.documents d set updated_at = now() + make_interval(secs => n)
         from generate_series(1, ${DOCUMENTS_OF_A_SAVER}) n
         where d.id in (${savedId(RECIPIENT, 'n')}, ${savedId(GIVER, 'n')}) and n <= ${SHARED}`
    );
    await client.query('commit');
    await client.query('vacuum analyze');
    return { small: `'${rows[0].id}'::uuid`, medium, history, saved };
}
