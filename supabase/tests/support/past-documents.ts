// SPDX-License-Identifier: MIT

import type { Database } from '@sanyam/test-kit/database';

/** Inserts documents of a user at the time of the clock. Each has versions of three bytes, numbered from 1. */
export async function makeDocuments(
    database: Database,
    ownerId: string,
    { documents, versions = 1, trashed = false }: { documents: number; versions?: number; trashed?: boolean }
): Promise<void> {
    await database.query(
        `with made as (
            insert into public.documents (
                owner_id, name, language_id, size_bytes, version, version_count,
                created_at, updated_at, updated_by, deleted_at, deleted_by
            )
            select $1, 'old.md', 'markdown', 3, $3, $3, c.now, c.now, $1,
                case when $4 then c.now end, case when $4 then $1::uuid end
            from sanyam_private.clock() c (now), generate_series(1, $2)
            returning id, created_at
        )
        insert into public.document_versions (
            document_id, version_number, content, origin, created_at, created_by, document_name, language_id, size_bytes
        )
        select m.id, n, 'abc', 'save', m.created_at, $1, 'old.md', 'markdown', 3
        from made m, generate_series(1, $3) n`,
        [ownerId, documents, versions, trashed]
    );
}

/** Returns what is left of a user: the documents, the documents in the trash, and the version numbers. */
export async function leftOf(
    database: Database,
    ownerId: string
): Promise<{ documents: number; trashed: number; versions: number[] }> {
    const [row] = await database.query(
        `select
            count(distinct d.id)::integer as documents,
            count(distinct d.id) filter (where d.deleted_at is not null)::integer as trashed,
            coalesce(array_agg(v.version_number order by v.version_number), '{}') as versions
         from public.documents d join public.document_versions v on v.document_id = d.id
         where d.owner_id = $1`,
        [ownerId]
    );
    return row as { documents: number; trashed: number; versions: number[] };
}

/** Returns the documents with a wrong version count or without their newest version. */
export async function brokenDocuments(database: Database): Promise<unknown[]> {
    return database.query(
        `select d.id from public.documents d
         where d.version_count <> (select count(*) from public.document_versions v where v.document_id = d.id)
            or not exists (
                select from public.document_versions v where v.document_id = d.id and v.version_number = d.version
            )`
    );
}
