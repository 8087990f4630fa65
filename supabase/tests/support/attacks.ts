// SPDX-License-Identifier: MIT

import type { Answer } from '@sanyam/test-kit/persona';
import type { SupabaseClient } from '@supabase/supabase-js';
import { randomUUID } from 'node:crypto';
import type { Grants } from './describe-on-cloud.js';

/** `owner` attacks the rules for their own rows. `anon` has only the public key. */
export type Attacker = 'owner' | 'stranger' | 'anon';

/** `refused`: an error. `empty`: an answer without rows. In both cases nothing may change. */
export type Outcome = 'refused' | 'empty';

/** The data under attack, and the attacker. */
export interface Target {
    readonly ownerId: string;
    readonly documentId: string;
    readonly trashedId: string;
    /** Empty for anon. */
    readonly attackerId: string;
}

type Kind = 'read' | 'change' | 'add' | 'call';

export interface Attack {
    readonly kind: Kind;
    readonly by: readonly Attacker[];
    /** Completes the sentence “… tries to”. */
    readonly tries: string;
    attempt(client: SupabaseClient, target: Target): PromiseLike<Answer>;
}

/** The expected outcome of each kind of attack. Policies hide the rows of others, and allow no writes. */
const OUTCOMES: Record<Kind, Record<Grants, Record<Attacker, Outcome>>> = {
    read: {
        migrations: { owner: 'empty', stranger: 'empty', anon: 'refused' },
        everything: { owner: 'empty', stranger: 'empty', anon: 'empty' }
    },
    change: {
        migrations: { owner: 'refused', stranger: 'refused', anon: 'refused' },
        everything: { owner: 'empty', stranger: 'empty', anon: 'empty' }
    },
    add: {
        migrations: { owner: 'refused', stranger: 'refused', anon: 'refused' },
        everything: { owner: 'refused', stranger: 'refused', anon: 'refused' }
    },
    call: {
        migrations: { owner: 'refused', stranger: 'refused', anon: 'refused' },
        everything: { owner: 'refused', stranger: 'refused', anon: 'refused' }
    }
};

export function outcomeOf(attack: Attack, attacker: Attacker, grants: Grants): Outcome {
    return OUTCOMES[attack.kind][grants][attacker];
}

const EVERYBODY = ['owner', 'stranger', 'anon'] as const;
const OTHERS = ['stranger', 'anon'] as const;

function read(tries: string, attempt: Attack['attempt']): Attack {
    return { kind: 'read', by: OTHERS, tries, attempt };
}

/** Updates the owner's rows in a table. */
function change(tries: string, table: keyof typeof ROWS, values: (target: Target) => object): Attack {
    return {
        kind: 'change',
        by: EVERYBODY,
        tries,
        attempt: (client, target) => ROWS[table](client.from(table).update(values(target)), target).select()
    };
}

function remove(tries: string, table: keyof typeof ROWS): Attack {
    return {
        kind: 'change',
        by: EVERYBODY,
        tries,
        attempt: (client, target) => ROWS[table](client.from(table).delete(), target).select()
    };
}

function add(tries: string, table: keyof typeof ROWS, values: (target: Target) => object): Attack {
    return {
        kind: 'add',
        by: EVERYBODY,
        tries,
        attempt: (client, target) => client.from(table).insert(values(target))
    };
}

/** Inserts a row, or updates it when it exists. */
function upsert(tries: string, table: keyof typeof ROWS, values: (target: Target) => object): Attack {
    return {
        kind: 'add',
        by: EVERYBODY,
        tries,
        attempt: (client, target) => client.from(table).upsert(values(target))
    };
}

function call(by: readonly Attacker[], name: string, values: (target: Target) => object): Attack {
    return { kind: 'call', by, tries: `call ${name}`, attempt: (client, target) => client.rpc(name, values(target)) };
}

interface Filterable<Self> {
    eq(column: string, value: string): Self;
}

/** Selects the attacked rows of each table. */
const ROWS = {
    documents: <Filter extends Filterable<Filter>>(filter: Filter, target: Target) =>
        filter.eq('id', target.documentId),
    document_versions: <Filter extends Filterable<Filter>>(filter: Filter, target: Target) =>
        filter.eq('document_id', target.documentId),
    user_profiles: <Filter extends Filterable<Filter>>(filter: Filter, target: Target) =>
        filter.eq('id', target.ownerId),
    tier_limits: <Filter extends Filterable<Filter>>(filter: Filter) => filter.eq('tier', 'free')
};

const NOW = new Date().toISOString();

function newDocument(ownerId: string): object {
    return {
        owner_id: ownerId,
        name: 'smuggled.md',
        language_id: 'markdown',
        size_bytes: 0,
        created_at: NOW,
        updated_at: NOW,
        updated_by: ownerId
    };
}

export const ATTACKS: readonly Attack[] = [
    // Invariant 1: a user sees only what they own, and anon sees the tiers.
    read('read the document', (client, { documentId }) => client.from('documents').select().eq('id', documentId)),
    read('read the trash', (client, { trashedId }) => client.from('documents').select().eq('id', trashedId)),
    read('list all of the documents', (client, { ownerId }) =>
        client.from('documents').select().eq('owner_id', ownerId)
    ),
    read('read the text', (client, { documentId }) =>
        client.from('document_versions').select('content').eq('document_id', documentId)
    ),
    read('search all texts', client => client.from('document_versions').select().like('content', '%top secret%')),
    read('read the profile', (client, { ownerId }) => client.from('user_profiles').select().eq('id', ownerId)),
    read('read texts through documents', (client, { documentId }) =>
        client.from('documents').select('id, document_versions(content)').eq('id', documentId)
    ),
    read('read documents through profiles', (client, { ownerId }) =>
        client.from('user_profiles').select('id, documents(*)').eq('id', ownerId)
    ),
    call(OTHERS, 'read_document', ({ documentId }) => ({ document_id: documentId })),
    call(OTHERS, 'save_document', ({ documentId }) => ({ document_id: documentId, content: 'defaced' })),
    call(OTHERS, 'save_document', ({ trashedId }) => ({ document_id: trashedId, name: 'defaced' })),
    call(OTHERS, 'trash_document', ({ documentId }) => ({ document_id: documentId })),
    call(['anon'], 'create_document', () => ({ name: 'a', language_id: 'b' })),
    call(['anon'], 'list_documents', () => ({})),
    call(['anon'], 'my_account', () => ({})),

    // Invariant 2: no user can change a tier, counter, owner, version, time or another user's row.
    change('raise the tier', 'user_profiles', () => ({ tier: 'enterprise' })),
    change('reset the counters', 'user_profiles', () => ({ document_count: 0, storage_used_bytes: 0 })),
    change('change the email address', 'user_profiles', () => ({ email: 'root@example.com' })),
    change('change the id of the profile', 'user_profiles', () => ({ id: randomUUID() })),
    upsert('raise the tier with an upsert', 'user_profiles', ({ ownerId }) => ({ id: ownerId, tier: 'enterprise' })),
    add('create a profile', 'user_profiles', () => ({ id: randomUUID(), tier: 'enterprise' })),
    remove('delete the profile', 'user_profiles'),
    change('remove a limit', 'tier_limits', () => ({ max_documents: null })),
    change('rename a tier', 'tier_limits', () => ({ tier: 'gratis' })),
    upsert('remove a limit with an upsert', 'tier_limits', () => ({ tier: 'free', max_documents: null })),
    add('create a tier', 'tier_limits', () => ({ tier: 'unlimited' })),
    remove('delete a tier', 'tier_limits'),
    change('take over the document', 'documents', ({ attackerId }) => ({ owner_id: attackerId || randomUUID() })),
    change('give away the document', 'documents', () => ({ owner_id: randomUUID() })),
    change('rename the document without a new version', 'documents', () => ({ name: 'renamed.md' })),
    change('set the size to 0', 'documents', () => ({ size_bytes: 0 })),
    change('backdate the document', 'documents', () => ({ created_at: '2000-01-01', updated_at: '2000-01-01' })),
    change('name another user as the author', 'documents', () => ({ updated_by: randomUUID() })),
    change('trash the document without the function', 'documents', ({ ownerId }) => ({
        deleted_at: NOW,
        deleted_by: ownerId
    })),
    {
        kind: 'change',
        by: EVERYBODY,
        tries: 'restore a document without the function',
        attempt: (client, { trashedId }) =>
            client.from('documents').update({ deleted_at: null, deleted_by: null }).eq('id', trashedId).select()
    },
    add('create a document for the owner', 'documents', ({ ownerId }) => newDocument(ownerId)),
    add('create a document without the function', 'documents', ({ attackerId }) =>
        newDocument(attackerId || randomUUID())
    ),
    upsert('replace the document', 'documents', ({ documentId, ownerId }) => ({
        ...newDocument(ownerId),
        id: documentId
    })),
    remove('delete the document', 'documents'),

    // Invariant 3: versions go up by one, and only through the functions.
    change('set the version number', 'documents', () => ({ version: 1_000 })),
    change('rewrite the text', 'document_versions', () => ({ content: 'defaced' })),
    change('renumber a version', 'document_versions', () => ({ version_number: 2 })),
    change('forge the author of a version', 'document_versions', () => ({ created_by: randomUUID() })),
    add('add a version', 'document_versions', ({ documentId, attackerId }) => ({
        document_id: documentId,
        version_number: 2,
        content: 'defaced',
        origin: 'save',
        created_at: NOW,
        created_by: attackerId || randomUUID()
    })),
    upsert('replace a version', 'document_versions', ({ documentId, ownerId }) => ({
        document_id: documentId,
        version_number: 1,
        content: 'defaced',
        origin: 'save',
        created_at: NOW,
        created_by: ownerId
    })),
    remove('delete the text', 'document_versions'),

    // A schema that is not exposed cannot be reached, whatever was granted.
    call(EVERYBODY, 'lock_account', ({ ownerId }) => ({ owner_id: ownerId })),
    call(EVERYBODY, 'add_usage', ({ ownerId }) => ({ owner_id: ownerId, documents: -1, bytes: -1 })),
    ...(['sanyam_private', 'auth', 'pg_catalog'] as const).map<Attack>(schema => ({
        kind: 'call',
        by: EVERYBODY,
        tries: `reach into the schema ${schema}`,
        attempt: client =>
            client
                .schema(schema)
                .from(schema === 'auth' ? 'users' : 'settings')
                .select()
    })),
    {
        kind: 'call',
        by: EVERYBODY,
        tries: 'reduce the usage with a private function',
        attempt: (client, { ownerId }) =>
            client.schema('sanyam_private').rpc('add_usage', { owner_id: ownerId, documents: -5, bytes: -1 })
    },
    {
        kind: 'call',
        by: EVERYBODY,
        tries: 'change the settings',
        attempt: client =>
            client.schema('sanyam_private').from('settings').update({ default_tier: 'enterprise' }).eq('only_row', true)
    }
];
