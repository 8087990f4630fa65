// SPDX-License-Identifier: MIT

import type { Answer, Persona } from '@sanyam/test-kit/persona';
import { expect } from 'chai';
import { randomUUID } from 'node:crypto';
import { FUNCTIONS, type MatrixLine, type PersonaName, PERSONAS, readMatrix, TABLES } from './support/access-matrix.js';
import { enter, type Scene, setScene } from './support/access-matrix-users.js';
import { describeUnderAllGrants } from './support/describe-on-cloud.js';

const NOW = new Date().toISOString();

/** For each table: how to find the owner's rows, a row to insert, and values for an update. */
const ROWS: Record<
    string,
    { column: string; of: (scene: Scene) => string[]; row: (scene: Scene) => object; values: object }
> = {
    api_keys: {
        column: 'user_id',
        of: ({ owner }) => [owner.id],
        row: ({ owner }) => ({ user_id: owner.id, name: 'a', prefix: 'a', scopes: ['shares:write'], created_at: NOW }),
        values: { scopes: ['shares:write'] }
    },
    audit_log: {
        column: 'user_id',
        of: ({ owner }) => [owner.id],
        row: ({ owner }) => ({ user_id: owner.id, actor_role: 'user', action: 'a', subject_id: owner.id }),
        values: { action: 'nothing' }
    },
    document_shares: {
        column: 'document_id',
        of: ({ documentId, trashedId }) => [documentId, trashedId],
        row: ({ documentId, owner }) => ({
            document_id: documentId,
            owner_id: owner.id,
            email: 'thief@example.com',
            permission: 'admin',
            created_at: NOW,
            updated_at: NOW
        }),
        values: { permission: 'admin', expires_at: null }
    },
    document_versions: {
        column: 'document_id',
        of: ({ documentId, trashedId }) => [documentId, trashedId],
        row: ({ documentId, owner }) => ({
            document_id: documentId,
            version_number: 3,
            content: 'defaced',
            origin: 'save',
            created_at: NOW,
            created_by: owner.id,
            document_name: 'notes.md',
            language_id: 'markdown',
            size_bytes: 7
        }),
        values: { content: 'defaced' }
    },
    documents: {
        column: 'id',
        of: ({ documentId, trashedId }) => [documentId, trashedId],
        row: ({ owner }) => ({
            owner_id: owner.id,
            name: 'smuggled.md',
            language_id: 'markdown',
            size_bytes: 0,
            created_at: NOW,
            updated_at: NOW,
            updated_by: owner.id
        }),
        values: { name: 'defaced.md' }
    },
    sign_in_features: {
        column: 'provider',
        of: () => ['azure'],
        row: () => ({ provider: 'google', feature: 'azure_ad' }),
        values: { feature: 'api_keys' }
    },
    tier_limits: {
        column: 'tier',
        of: () => ['free', 'pro'],
        row: () => ({ tier: 'gratis' }),
        values: { max_documents: null }
    },
    user_profiles: {
        column: 'id',
        of: ({ owner }) => [owner.id],
        row: () => ({ id: randomUUID(), tier: 'enterprise' }),
        values: { tier: 'enterprise' }
    }
};

/** The arguments of functions that need some. */
const ARGUMENTS: Record<string, (scene: Scene) => Record<string, unknown>> = {
    accept_ownership: ({ documentId }) => ({ document_id: documentId }),
    block_owner: ({ owner }) => ({ owner_id: owner.id }),
    authenticate_api_key: () => ({ secret_hash: 'ab'.repeat(32) }),
    apply_subscription: ({ owner }) => ({
        subscription_id: 'sub_matrix',
        customer_id: 'cus_matrix',
        claimed_user_id: owner.id,
        read_number: 1,
        status: 'canceled',
        tiers: [],
        holds: false,
        holds_until: null,
        period_end: null,
        cancel_at_period_end: false
    }),
    billing_account: ({ owner }) => ({ user_id: owner.id }),
    finish_billing_event: () => ({ event_id: 'evt_matrix' }),
    link_customer: ({ owner }) => ({ user_id: owner.id, customer_id: 'cus_matrix' }),
    store_billing_event: () => ({ event_id: 'evt_matrix', event_type: 'invoice.paid', created_at: NOW }),
    claim_job: () => ({ job_name: 'purge_expired', holder: randomUUID(), lease_seconds: 1 }),
    count_request: ({ owner }) => ({ user_id: owner.id }),
    create_api_key: () => ({ name: 'robot', scopes: ['documents:read'] }),
    create_document: () => ({ name: 'a.md', language_id: 'markdown' }),
    decline_ownership: ({ documentId }) => ({ document_id: documentId }),
    degrade_tier: ({ stranger }) => ({ user_id: stranger.id }),
    document_size_limit: ({ documentId }) => ({ document_id: documentId }),
    end_session: ({ sessionId }) => ({ session_id: sessionId }),
    idempotency_key_is_used: () => ({ idempotency_key: 'key' }),
    leave_document: ({ documentId }) => ({ document_id: documentId }),
    leave_shares: ({ owner }) => ({ owner_id: owner.id }),
    list_shares: ({ documentId }) => ({ document_id: documentId }),
    list_versions: ({ documentId }) => ({ document_id: documentId }),
    move_folder: () => ({ from_folder: 'models', to_folder: 'old/models' }),
    name_version: ({ documentId }) => ({ document_id: documentId, version_number: 1, name: 'first' }),
    offer_ownership: ({ documentId, stranger }) => ({ document_id: documentId, email: stranger.email }),
    preview_tier: () => ({ tier: 'free' }),
    purge_document: ({ trashedId }) => ({ document_id: trashedId }),
    read_api_key: ({ keyId }) => ({ key_id: keyId }),
    read_api_key_usage: ({ keyId }) => ({ key_id: keyId }),
    read_document: ({ documentId }) => ({ document_id: documentId }),
    read_version: ({ documentId }) => ({ document_id: documentId, version_number: 1 }),
    release_job: () => ({ job_name: 'purge_expired', holder: randomUUID(), finished: true }),
    restore_document: ({ trashedId }) => ({ document_id: trashedId }),
    restore_version: ({ documentId }) => ({ document_id: documentId, version_number: 1 }),
    revoke_api_key: ({ keyId }) => ({ key_id: keyId }),
    revoke_share: ({ viewShareId }) => ({ share_id: viewShareId }),
    rotate_api_key: ({ keyId }) => ({ key_id: keyId }),
    save_document: ({ documentId }) => ({ document_id: documentId, content: 'changed' }),
    search_documents: () => ({ query: 'a' }),
    set_tier: ({ stranger }) => ({ user_id: stranger.id, tier: 'free' }),
    share_document: ({ documentId, stranger }) => ({
        document_id: documentId,
        email: stranger.email,
        permission: 'view'
    }),
    trash_document: ({ documentId }) => ({ document_id: documentId }),
    unblock_owner: ({ owner }) => ({ owner_id: owner.id })
};

/** Returns the matrix letter for an answer. */
function letterOf({ status, error }: Answer): string {
    if (error === null) {
        return '+';
    }
    switch (error.message) {
        case 'DOCUMENT_READ_ONLY':
            return 'r';
        case 'INSUFFICIENT_SCOPE':
            return 's';
        default:
            return { 401: 'x', 403: 'x', 404: '0' }[status] ?? `${status} ${error.message}`;
    }
}

function write({ client }: Persona, table: string, verb: string, scene: Scene): PromiseLike<unknown> {
    const { column, of, row, values } = ROWS[table] ?? expect.fail(`ROWS has no entry for ${table}.`);
    switch (verb) {
        case 'insert':
            return client.from(table).insert(row(scene));
        case 'update':
            return client.from(table).update(values).in(column, of(scene));
        default:
            return client.from(table).delete().in(column, of(scene));
    }
}

describeUnderAllGrants('the permission matrix', stage => {
    let scene: Scene;
    before(async () => {
        scene = await setScene(stage.database);
    });

    /** Returns the owner's rows of a table, and how many of them are shared. */
    async function rowsOf(table: string): Promise<{ rows: unknown[]; shared: number }> {
        const { column, of } = ROWS[table] ?? expect.fail(`ROWS has no entry for ${table}.`);
        const rows = await stage.database.query(
            `select to_jsonb(t) as row from public.${table} t where t.${column}::text = any ($1) order by to_jsonb(t)::text`,
            [of(scene)]
        );
        const shared = { documents: 1, document_versions: 2, document_shares: 2 }[table] ?? 0;
        return { rows: rows.map(({ row }) => row), shared };
    }

    async function letterOfTable(table: string, verb: string, name: PersonaName): Promise<string> {
        const persona = enter(stage.cloud, scene, name);
        const { rows, shared } = await rowsOf(table);
        if (verb !== 'select') {
            await write(persona, table, verb, scene);
            return JSON.stringify((await rowsOf(table)).rows) === JSON.stringify(rows) ? '-' : 'changed';
        }
        const { column, of } = ROWS[table] ?? expect.fail(`ROWS has no entry for ${table}.`);
        const { data } = await persona.client.from(table).select().in(column, of(scene));
        const seen = data?.length ?? 0;
        return { [rows.length]: 'a', [shared]: 's', 0: '-' }[seen] ?? `${seen} rows`;
    }

    async function expectLine({ subject, letters }: MatrixLine, letter: (name: PersonaName) => Promise<string>) {
        const found: Record<string, string> = {};
        for (const name of PERSONAS) {
            found[name] = letters[name] === '.' ? '.' : await letter(name);
        }
        expect(found, subject).to.deep.equal(letters);
    }

    for (const line of readMatrix(TABLES)) {
        const [table = '', verb = ''] = line.subject.split(' ');
        it(`holds for ${line.subject} [FR-016]`, () => expectLine(line, name => letterOfTable(table, verb, name)));
    }

    for (const line of readMatrix(FUNCTIONS)) {
        it(`holds for ${line.subject} [FR-016, FR-037, FR-039]`, () =>
            expectLine(line, async name => {
                // A call that succeeds changes its scene, so it gets a new one.
                const own = line.letters[name] === '+' ? await setScene(stage.database) : scene;
                const body = ARGUMENTS[line.subject]?.(own) ?? {};
                return letterOf(await enter(stage.cloud, own, name).call(line.subject, body));
            }));
    }

    it('has a line for every table, verb and function', async () => {
        const tables = await stage.database.query(
            `select c.relname || ' ' || verb as subject
             from pg_class c cross join unnest(array['select', 'insert', 'update', 'delete']) verb
             where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p', 'v', 'm', 'f')`
        );
        expect(readMatrix(TABLES).map(line => line.subject)).to.have.members(tables.map(row => row['subject']));
        const functions = await stage.database.query(
            `select p.proname as subject from pg_proc p where p.pronamespace = 'public'::regnamespace`
        );
        expect(readMatrix(FUNCTIONS).map(line => line.subject)).to.have.members(functions.map(row => row['subject']));
    });
});
