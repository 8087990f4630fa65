// SPDX-License-Identifier: MIT

import type { ApiKeyScope } from '@sanyam/types';
import { randomUUID } from 'node:crypto';

/** What a call acts on. Each call gets a new subject, because calls change it. */
export interface Subject {
    readonly documentId: string;
    readonly trashedId: string;
    readonly shareId: string;
}

export interface Call {
    /** Each of these scopes is enough. Empty: only a session may call. `any`: every key may call. */
    readonly scopes: readonly ApiKeyScope[] | 'any';
    readonly body: (subject: Subject) => object;
}

/** The address with which a document of a {@link Subject} is shared. */
export const SHARED_WITH = 'friend@example.com';

/** The scopes of a function that no API key may call. */
export const SESSION_ONLY: readonly ApiKeyScope[] = [];

/** Every function that users may call, with the scopes that a key needs. */
export const CALLS: Record<string, Call> = {
    accept_ownership: { scopes: SESSION_ONLY, body: ({ documentId }) => ({ document_id: documentId }) },
    block_owner: { scopes: SESSION_ONLY, body: () => ({ owner_id: randomUUID() }) },
    compare_tiers: { scopes: SESSION_ONLY, body: () => ({}) },
    create_api_key: { scopes: SESSION_ONLY, body: () => ({ name: 'another', scopes: ['documents:read'] }) },
    create_document: { scopes: ['documents:write'], body: () => ({ name: 'a', language_id: 'a' }) },
    decline_ownership: { scopes: SESSION_ONLY, body: ({ documentId }) => ({ document_id: documentId }) },
    delete_my_account: { scopes: SESSION_ONLY, body: () => ({}) },
    document_size_limit: {
        scopes: ['documents:write'],
        body: ({ documentId }) => ({ document_id: documentId })
    },
    empty_trash: { scopes: ['documents:delete'], body: () => ({}) },
    end_session: { scopes: SESSION_ONLY, body: () => ({ session_id: randomUUID() }) },
    export_my_data: { scopes: SESSION_ONLY, body: () => ({}) },
    idempotency_key_is_used: { scopes: ['documents:write'], body: () => ({ idempotency_key: 'key' }) },
    leave_document: { scopes: SESSION_ONLY, body: ({ documentId }) => ({ document_id: documentId }) },
    leave_shares: { scopes: ['shares:write'], body: () => ({ owner_id: randomUUID() }) },
    list_api_keys: { scopes: SESSION_ONLY, body: () => ({}) },
    list_blocked_owners: { scopes: SESSION_ONLY, body: () => ({}) },
    list_given_shares: { scopes: SESSION_ONLY, body: () => ({}) },
    list_documents: { scopes: ['documents:read'], body: () => ({}) },
    list_my_sessions: { scopes: SESSION_ONLY, body: () => ({}) },
    list_folders: { scopes: ['documents:read'], body: () => ({}) },
    list_new_shares: { scopes: ['documents:read'], body: () => ({}) },
    list_ownership_offers: { scopes: SESSION_ONLY, body: () => ({}) },
    list_shares: { scopes: ['shares:read'], body: ({ documentId }) => ({ document_id: documentId }) },
    list_versions: { scopes: ['versions:read'], body: ({ documentId }) => ({ document_id: documentId }) },
    move_folder: { scopes: ['documents:write'], body: () => ({ from_folder: 'old', to_folder: 'new' }) },
    my_account: { scopes: 'any', body: () => ({}) },
    name_version: {
        scopes: ['documents:write'],
        body: ({ documentId }) => ({ document_id: documentId, version_number: 1, name: 'first' })
    },
    offer_ownership: {
        scopes: SESSION_ONLY,
        body: ({ documentId }) => ({ document_id: documentId, email: SHARED_WITH })
    },
    preview_tier: { scopes: SESSION_ONLY, body: () => ({ tier: 'free' }) },
    purge_document: { scopes: ['documents:delete'], body: ({ trashedId }) => ({ document_id: trashedId }) },
    read_api_key: { scopes: SESSION_ONLY, body: () => ({ key_id: randomUUID() }) },
    read_api_key_usage: { scopes: SESSION_ONLY, body: () => ({ key_id: randomUUID() }) },
    read_document: { scopes: ['documents:read'], body: ({ documentId }) => ({ document_id: documentId }) },
    read_version: {
        scopes: ['versions:read'],
        body: ({ documentId }) => ({ document_id: documentId, version_number: 1 })
    },
    restore_document: { scopes: ['documents:write'], body: ({ trashedId }) => ({ document_id: trashedId }) },
    restore_version: {
        scopes: ['documents:write'],
        body: ({ documentId }) => ({ document_id: documentId, version_number: 1 })
    },
    revoke_api_key: { scopes: SESSION_ONLY, body: () => ({ key_id: randomUUID() }) },
    revoke_share: { scopes: ['shares:write'], body: ({ shareId }) => ({ share_id: shareId }) },
    rotate_api_key: { scopes: SESSION_ONLY, body: () => ({ key_id: randomUUID() }) },
    save_document: {
        scopes: ['documents:write'],
        body: ({ documentId }) => ({ document_id: documentId, content: 'saved' })
    },
    search_documents: { scopes: ['documents:read'], body: () => ({ query: 'a' }) },
    share_document: {
        scopes: ['shares:write'],
        body: ({ documentId }) => ({ document_id: documentId, email: 'other@example.com', permission: 'view' })
    },
    trash_document: { scopes: ['documents:delete'], body: ({ documentId }) => ({ document_id: documentId }) },
    unblock_owner: { scopes: SESSION_ONLY, body: () => ({ owner_id: randomUUID() }) }
};
