// SPDX-License-Identifier: MIT

/** Documents of each user. It is the same at both scales, so that a page of a list is the same work. */
export const DOCUMENTS_OF_A_USER = 10;

/** The tier of all users: with history, and with limits that no measurement reaches. */
const TIER = 'measured';

/** Returns an expression that computes a UUID of version 4 from a text. */
export const uuidOf = text => `overlay(overlay(md5(${text}) placing '4' from 13) placing '8' from 17)::uuid`;
export const userId = number => uuidOf(`'user ' || ${number}`);
export const documentId = number => uuidOf(`'document ' || ${number}`);

/**
 * Fills the database up to a number of users. Each user has ten documents in up to four folders, one of them in the trash.
 * A document has one to five versions of 200 to 2,000 bytes. Every tenth document has 20 KB, so PostgreSQL stores it in
 * pieces. Every fifth is shared with two users, so each user gets four shares. Triggers and constraints are on. A second
 * call adds users.
 *
 * @param superuser a connection as the superuser
 */
export async function fill(superuser, users) {
    await superuser.query(`
        insert into public.tier_limits
        select (jsonb_populate_record(l, jsonb_build_object(
            'tier', '${TIER}', 'max_documents', 1000000, 'max_storage_bytes', 1e15::bigint, 'max_versions_per_document', 1000000
        ))).*
        from public.tier_limits l where l.tier = 'enterprise'
        on conflict do nothing`);
    const { rows } = await superuser.query('select count(*)::int as users from public.user_profiles');
    const before = rows[0].users;
    await superuser.query(`
        insert into auth.users (id, aud, role, email, email_confirmed_at, created_at, updated_at)
        select ${userId('n')}, 'authenticated', 'authenticated', 'user' || n || '@example.com', now(), now(), now()
        from generate_series(${before} + 1, ${users}) n`);
    await superuser.query(`update public.user_profiles set tier = '${TIER}' where tier <> '${TIER}'`);
    // Triggers run a hundred thousand times below. They need plans for the present number of rows.
    await superuser.query('analyze');
    const documents = `
        from generate_series(${before * DOCUMENTS_OF_A_USER} + 1, ${users * DOCUMENTS_OF_A_USER}) n
        cross join lateral (
            select
                ${userId(`((n - 1) / ${DOCUMENTS_OF_A_USER} + 1)`)} as owner_id,
                'Notes of week ' || n % 53 || '.md' as name,
                (array['markdown', 'sql', 'typescript'])[1 + n % 3] as language_id,
                now() - make_interval(mins => n * 7919 % 525600) as changed_at,
                1 + n % 5 as versions,
                (array['', 'work', 'work/models', 'home'])[1 + n % 4] as folder,
                case when n % 10 = 5 then 20000 else 200 + n * 7919 % 1800 end as size,
                n % ${DOCUMENTS_OF_A_USER} = 0 as trashed
        ) d`;
    await superuser.query(`
        insert into public.documents (
            id, owner_id, name, language_id, size_bytes, version, version_count,
            created_at, updated_at, updated_by, deleted_at, deleted_by, folder
        )
        select
            ${documentId('n')}, d.owner_id, d.name, d.language_id, d.size, d.versions, d.versions,
            d.changed_at - interval '1 day', d.changed_at, d.owner_id,
            case when d.trashed then now() end, case when d.trashed then d.owner_id end, d.folder
        ${documents}`);
    await superuser.query(`
        insert into public.document_versions (
            document_id, version_number, content, origin, created_at, created_by, document_name, document_folder,
            language_id, size_bytes
        )
        select
            ${documentId('n')}, v, left(repeat(md5(n || '/' || v), 625), d.size), 'save',
            d.changed_at - make_interval(hours => d.versions - v), d.owner_id, d.name, d.folder, d.language_id, d.size
        ${documents}
        cross join generate_series(1, d.versions) v`);
    await superuser.query(`
        insert into public.document_shares (document_id, owner_id, email, permission, created_at, updated_at)
        select
            ${documentId('n')}, d.owner_id,
            'user' || ((n - 1) / ${DOCUMENTS_OF_A_USER} + s.distance) % ${users} + 1 || '@example.com',
            s.permission, now(), now()
        ${documents}
        cross join lateral (
            values (1 + n % ${DOCUMENTS_OF_A_USER}, 'edit'), (20 + n % ${DOCUMENTS_OF_A_USER}, 'view')
        ) s (distance, permission)
        where n % 5 = 1`);
    const callers = `from generate_series(${before} + 1, ${users}) n`;
    await superuser.query(`
        insert into public.api_keys (user_id, name, prefix, scopes, created_at)
        select ${userId('n')}, 'Key', left(md5(n::text), 8), array['documents:read'], now() ${callers}`);
    await superuser.query(`
        insert into sanyam_private.idempotency_records (user_id, key, request_hash, answer)
        select ${userId('n')}, 'key ' || k, '', '{}' ${callers}, generate_series(1, 3) k`);
    await superuser.query(`
        insert into sanyam_private.ownership_offers (document_id, email, offered_at, expires_at)
        select ${documentId(`((n - 1) * ${DOCUMENTS_OF_A_USER} + 2)`)}, 'user' || n % ${users} + 1 || '@example.com', now(),
            now() + interval '30 days'
        ${callers}`);
    await superuser.query('vacuum analyze');
}

/** Returns a text that compresses like prose: it has 800 words, and a few of them are frequent. */
export function prose(bytes, seed = 1) {
    const syllables = 'ba ce di fo gu ha je ki lo mu na pe qui ro su ta ve wi xo yu'.split(' ');
    const words = Array.from({ length: 800 }, (_, n) =>
        [n % 20, (n * 7) % 19, (n * 3) % 17, (n * 11) % 13]
            .slice(0, 1 + (n % 4))
            .map(index => syllables[index])
            .join('')
    );
    let state = seed;
    const next = () => {
        state = (state * 1103515245 + 12345) % 2147483648;
        return state / 2147483648;
    };
    const parts = [];
    for (let length = 0; length < bytes; length += parts.at(-1).length + 1) {
        parts.push(words[Math.floor(next() ** 2 * words.length)]);
    }
    return parts.join(' ').slice(0, bytes);
}
