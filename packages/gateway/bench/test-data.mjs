// SPDX-License-Identifier: MIT

import { SignJWT } from 'jose';
import { createHash } from 'node:crypto';
import { DOCUMENTS_OF_A_USER, fill, prose, userId, uuidOf } from '../../../supabase/bench/fill.mjs';
import { claimsOf } from '../../../supabase/bench/statements.mjs';

/** The maximum number of parallel clients. Each client is another user. */
export const MOST_CLIENTS = 64;

/** The items on a full page of a list or a history. */
export const PAGE = 100;

/** Seconds that a session is valid: longer than any run. */
const SESSION = 4 * 3600;

/** The additional documents of each client, by their use. */
const KINDS = {
    'read-2': { bytes: 2000 },
    'read-20': { bytes: 20_000 },
    'save-20': { bytes: 20_000 },
    'save-1000': { bytes: 1_000_000 },
    history: { bytes: 500, versions: PAGE + 20 }
};

/** Returns SQL for the id of such a document. Both arguments are SQL. */
const heldId = (client, kind) => uuidOf(`'held ' || ${client} || '/' || ${kind}`);

/**
 * Fills the database with users, and gives the first of them, the clients, the documents to measure. Requests are
 * counted but not limited.
 *
 * @param superuser a connection as superuser
 */
export async function addTestData(superuser, users) {
    await fill(superuser, Math.max(users, MOST_CLIENTS));
    await superuser.query(
        `update public.tier_limits set api_rate_limit_per_hour = null
         where tier in (select p.tier from public.user_profiles p)`
    );
    for (const [kind, { bytes, versions = 1 }] of Object.entries(KINDS)) {
        await addDocuments(superuser, { id: heldId('c', `'${kind}'`), name: `'Held ${kind}.md'`, bytes, versions });
    }
    // Together with the documents above, more than a page.
    await addDocuments(superuser, {
        id: heldId('c', 'n'),
        name: `'Listed ' || n || '.md'`,
        bytes: 500,
        versions: 1,
        each: `cross join generate_series(1, ${PAGE}) n`
    });
    await superuser.query('vacuum analyze');
}

async function addDocuments(superuser, { id, name, bytes, versions, each = '' }) {
    const text = prose(bytes);
    await superuser.query(
        `insert into public.documents (
            id, owner_id, name, language_id, size_bytes, version, version_count, created_at, updated_at, updated_by
         )
         select ${id}, ${userId('c')}, ${name}, 'markdown', $1, $2, $2, now(), now(), ${userId('c')}
         from generate_series(1, ${MOST_CLIENTS}) c ${each}`,
        [Buffer.byteLength(text), versions]
    );
    await superuser.query(
        `insert into public.document_versions (
            document_id, version_number, content, origin, created_at, created_by, document_name, language_id, size_bytes
         )
         select d.id, v, $1, 'save', now(), d.owner_id, d.name, d.language_id, d.size_bytes
         from generate_series(1, ${MOST_CLIENTS}) c ${each}
         join public.documents d on d.id = ${id}
         cross join generate_series(1, $2::int) v`,
        [text, versions]
    );
}

/** Returns the id of a client's user or document, as the SQL above computes it. */
export const idOfUser = number => computed(`user ${number}`);
export const idOfHeld = (client, kind) => computed(`held ${client}/${kind}`);
/** Returns SQL for the id of a document of this kind. The client's number is SQL. */
export const heldIdIn = (client, kind) => heldId(client, `'${kind}'`);
export const userIdIn = userId;

/** Returns { id, version } of a document that `fill` created, but never of the one in the trash. */
export function anyDocumentOf(user) {
    const number = (user - 1) * DOCUMENTS_OF_A_USER + 1 + Math.floor(Math.random() * (DOCUMENTS_OF_A_USER - 1));
    return { id: computed(`document ${number}`), version: 1 + (number % 5) };
}

/** Returns what the SQL of `uuidOf` returns. */
function computed(text) {
    const hex = createHash('md5').update(text).digest('hex');
    return hex.replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12})$/, '$1-$2-4$3-8$4-$5');
}

/** @returns an access token for each of the first users, signed like those of the auth server */
export async function sessionsOf(users, jwtSecret) {
    const secret = Buffer.from(jwtSecret);
    const tokens = [];
    for (let user = 1; user <= users; user++) {
        tokens.push(
            await new SignJWT({ role: 'authenticated', email: `user${user}@example.com` })
                .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
                .setSubject(idOfUser(user))
                .setAudience('authenticated')
                .setIssuedAt()
                .setExpirationTime(`${SESSION}s`)
                .sign(secret)
        );
    }
    return tokens;
}

/** @returns an API key for each client */
export async function keysOf(superuser) {
    const keys = [];
    for (let client = 1; client <= MOST_CLIENTS; client++) {
        await superuser.query('begin');
        await superuser.query(claimsOf(client));
        const { rows } = await superuser.query(
            `select public.create_api_key('Measured', array['documents:read', 'documents:write', 'versions:read'])
                ->> 'secret' as key`
        );
        await superuser.query('commit');
        keys.push(rows[0].key);
    }
    return keys;
}

/** @returns the versions of the clients' documents by id */
export async function versionsOf(superuser, kind) {
    const { rows } = await superuser.query(
        `select d.id, d.version from generate_series(1, ${MOST_CLIENTS}) c
         join public.documents d on d.id = ${heldId('c', `'${kind}'`)}`
    );
    return new Map(rows.map(({ id, version }) => [id, Number(version)]));
}

/** Deletes earlier saves, so that every way of saving starts with the same history and disk space. */
export async function forgetSaves(superuser, kind) {
    await superuser.query(
        `delete from public.document_versions v using generate_series(1, ${MOST_CLIENTS}) c, public.documents d
         where d.id = ${heldId('c', `'${kind}'`)} and v.document_id = d.id and v.version_number < d.version`
    );
    await superuser.query('vacuum public.documents, public.document_versions, public.user_profiles');
}
