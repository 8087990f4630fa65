// SPDX-License-Identifier: MIT

import { documentId, DOCUMENTS_OF_A_USER, userId } from './fill.mjs';

/**
 * Every statement that the store sends, as SQL with placeholders: $document is a document of the caller, $trashed one in
 * their trash, $shared one that they may edit, and $other another user's email address. `figure` marks the statements
 * whose buffers are compared between the two scales.
 */
export const STATEMENTS = [
    { name: 'read, own', figure: true, sql: 'select public.read_document($document)' },
    { name: 'read, shared', figure: true, sql: 'select public.read_document($shared)' },
    { name: 'save, own', figure: true, sql: `select public.save_document($document, repeat('text ', 4000))` },
    { name: 'save, shared', figure: true, sql: `select public.save_document($shared, repeat('text ', 4000))` },
    { name: 'save, new name', sql: `select public.save_document($document, name => 'other.md')` },
    { name: 'autosave', sql: `select public.save_document($document, repeat('text ', 4000), origin => 'autosave')` },
    { name: 'list, own', figure: true, sql: 'select public.list_documents(include_shared => false)' },
    { name: 'list, with shares', figure: true, sql: 'select public.list_documents()' },
    { name: 'list, by name', figure: true, sql: `select public.list_documents(query => 'WEEK 1')` },
    { name: 'list, by language', sql: `select public.list_documents(language_id => 'sql')` },
    { name: 'list, trash', figure: true, sql: `select public.list_documents(state => 'trashed')` },
    {
        name: 'list, second page',
        figure: true,
        sql: `select public.list_documents(page_size => 3, cursor => public.list_documents(page_size => 3) ->> 'next_cursor')`
    },
    {
        name: 'list, page before',
        figure: true,
        sql: `select public.list_documents(page_size => 3, direction => 'prev', cursor =>
            public.list_documents(page_size => 3) ->> 'next_cursor')`
    },
    // These only search a B-tree, which is one page deeper at the large scale, so they grow by a third.
    { name: 'folder, top', sql: `select public.list_documents(folder => '')` },
    {
        name: 'folder, with all below',
        figure: true,
        sql: `select public.list_documents(folder => 'work', below => true)`
    },
    {
        name: 'folder, by name',
        sql: `select public.list_documents(folder => 'work', below => true, query => 'WEEK 1')`
    },
    {
        name: 'folder, second page',
        figure: true,
        sql: `select public.list_documents(folder => '', below => true, page_size => 3, cursor =>
            public.list_documents(folder => '', below => true, page_size => 3) ->> 'next_cursor')`
    },
    { name: 'search', figure: true, sql: `select public.search_documents('7c9')` },
    { name: 'folders', sql: `select public.list_folders('work')` },
    { name: 'move a folder', sql: `select public.move_folder('work', 'old/work')` },
    { name: 'create', sql: `select public.create_document('new.md', 'markdown', 'text', 'key of a request')` },
    { name: 'trash', sql: 'select public.trash_document($document)' },
    { name: 'restore', sql: 'select public.restore_document($trashed)' },
    { name: 'purge', sql: 'select public.purge_document($trashed)' },
    { name: 'empty the trash', sql: 'select public.empty_trash()' },
    { name: 'versions', figure: true, sql: 'select public.list_versions($document)' },
    { name: 'read a version', sql: 'select public.read_version($document, 1)' },
    { name: 'restore a version', sql: 'select public.restore_version($document, 1)' },
    { name: 'name a version', sql: `select public.name_version($document, 1, 'First')` },
    { name: 'share', sql: `select public.share_document($document, $other, 'view')` },
    { name: 'shares', sql: 'select public.list_shares($document)' },
    {
        name: 'revoke a share',
        sql: `select public.revoke_share((public.share_document($document, $other, 'view') ->> 'id')::uuid)`
    },
    { name: 'offer ownership', sql: 'select public.offer_ownership($document, $other)' },
    { name: 'offers', sql: 'select public.list_ownership_offers()' },
    { name: 'account', sql: 'select public.my_account()' },
    { name: 'make a key', sql: `select public.create_api_key('key', array['documents:read'])` },
    { name: 'keys', sql: 'select public.list_api_keys()' },
    { name: 'read a key', sql: 'select public.read_api_key((select k.id from public.api_keys k limit 1))' },
    {
        name: 'revoke a key',
        sql: `select public.revoke_api_key((public.create_api_key('key', array['documents:read']) ->> 'id')::uuid)`
    },
    { name: 'export', sql: 'select public.export_my_data()' },
    { name: 'end an account', sql: 'select public.delete_my_account()' }
];

/**
 * Replaces the placeholders of a statement with the ids of one caller.
 *
 * @param caller { user, shared }: the caller's number, and the id of a document that they may edit
 */
export function statementFor(sql, { user, shared }) {
    const first = (user - 1) * DOCUMENTS_OF_A_USER + 1;
    const places = {
        // Five versions.
        document: documentId(first + 3),
        trashed: documentId(first + DOCUMENTS_OF_A_USER - 1),
        shared: `'${shared}'::uuid`,
        other: `'somebody.else@example.com'`
    };
    return sql.replace(/\$(\w+)/g, (place, name) => places[name] ?? place);
}

/**
 * Returns the statement that sets the caller, as PostgREST sends it.
 *
 * @param local true for this transaction only, false for the whole session
 */
export function claimsOf(user, local = true) {
    return `
        select set_config('request.jwt.claims', json_build_object(
                'sub', ${userId(user)}, 'role', 'authenticated'
            )::text, ${local}),
            set_config('request.jwt.claim.sub', ${userId(user)}::text, ${local})`;
}
