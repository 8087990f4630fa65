// SPDX-License-Identifier: MIT

import type { Database } from '@sanyam/test-kit/database';

/**
 * Rules for the rows of a database. Each query returns the rows that break its rule. The rules hold at any moment.
 * `$1`: the ids of the owners to check.
 */
const RECOUNTS: Record<string, string> = {
    'document_count is the documents outside the trash': `
        select p.id, p.document_count from public.user_profiles p
        where p.id = any ($1) and p.document_count <> (
            select count(*) from public.documents d where d.owner_id = p.id and d.deleted_at is null
        )`,

    'what recipients see of a share is as its document is': `
        select r.share_id, r.listed_at, d.updated_at, d.deleted_at
        from sanyam_private.share_recipients r
        join public.documents d on d.id = r.document_id
        where d.owner_id = any ($1)
            and r.listed_at is distinct from case when d.deleted_at is null then d.updated_at end`,

    'history_bytes is the bytes of all versions, in the trash alone': `
        select d.id, d.history_bytes from public.documents d
        where d.owner_id = any ($1) and d.history_bytes is distinct from case
            when d.deleted_at is not null then (
                select sum(octet_length(v.content)) from public.document_versions v where v.document_id = d.id
            )
        end`,

    'storage_used_bytes is the bytes of all texts': `
        select p.id, p.storage_used_bytes from public.user_profiles p
        where p.id = any ($1) and p.storage_used_bytes <> (
            select coalesce(sum(octet_length(v.content)), 0)
            from public.documents d
            join public.document_versions v on v.document_id = d.id and v.version_number = d.version
            where d.owner_id = p.id
        )`,

    'every document matches its newest version': `
        select d.id, d.version, h.version_number, d.size_bytes
        from public.documents d
        left join lateral (
            select v.* from public.document_versions v
            where v.document_id = d.id order by v.version_number desc limit 1
        ) h on true
        where d.owner_id = any ($1)
            and (h.version_number, h.document_name, h.document_folder, h.language_id, h.created_by)
                is distinct from (d.version, d.name, d.folder, d.language_id, d.updated_by)`,

    'every size is the size of the text': `
        select v.document_id, v.version_number, v.size_bytes
        from public.document_versions v join public.documents d on d.id = v.document_id
        where d.owner_id = any ($1)
            and (v.size_bytes <> octet_length(v.content)
                or v.version_number = d.version and d.size_bytes <> v.size_bytes)`,

    'version_count is the rows of history': `
        select d.id, d.version_count from public.documents d
        where d.owner_id = any ($1) and d.version_count <> (
            select count(*) from public.document_versions v where v.document_id = d.id
        )`,

    'named_version_count is the rows of history with a name': `
        select d.id, d.named_version_count from public.documents d
        where d.owner_id = any ($1) and d.named_version_count <> (
            select count(*) from public.document_versions v where v.document_id = d.id and v.name is not null
        )`,

    'later versions have later times': `
        select v.document_id, v.version_number
        from public.document_versions v join public.documents d on d.id = v.document_id
        where d.owner_id = any ($1) and exists (
            select from public.document_versions w
            where w.document_id = v.document_id and w.version_number > v.version_number
                and w.created_at < v.created_at
        )`,

    'shares know their owner': `
        select s.id, s.owner_id
        from public.document_shares s join public.documents d on d.id = s.document_id
        where d.owner_id = any ($1) and s.owner_id <> d.owner_id`
};

const ALL_RECOUNTS = Object.entries(RECOUNTS)
    .map(([rule, query]) => `select '${rule}' as rule, json_agg(x) as broken from (${query}) x having count(*) > 0`)
    .join(' union all ');

/** Returns the rows of these owners that break a rule, by rule. Empty when every rule holds. */
export async function recount(database: Database, ownerIds: readonly string[]): Promise<Record<string, unknown>> {
    const rows = await database.query(ALL_RECOUNTS, [ownerIds]);
    return Object.fromEntries(rows.map(row => [String(row['rule']), row['broken']]));
}
