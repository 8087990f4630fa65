// SPDX-License-Identifier: MIT

import { Persona } from '@sanyam/test-kit/persona';
import { type ApiKeyScope, apiKeyScopeSchema } from '@sanyam/types';
import { expect } from 'chai';
import { bearerOfKey, createKey, signUpKeyHolder } from './support/api-key-calls.js';
import { describeUnderAllGrants } from './support/describe-on-cloud.js';
import { CALLS, SESSION_ONLY, SHARED_WITH, type Subject } from './support/user-calls.js';

/** For each table: returns whether a key with these scopes sees the owner's rows. */
const TABLES: Record<string, (scopes: readonly ApiKeyScope[]) => boolean> = {
    api_keys: () => false,
    audit_log: () => false,
    document_shares: scopes => scopes.includes('shares:read'),
    document_versions: scopes => scopes.includes('versions:read') && scopes.includes('documents:read'),
    documents: scopes => scopes.includes('documents:read'),
    sign_in_features: () => true,
    tier_limits: () => true,
    user_profiles: () => true
};

const SCOPES = apiKeyScopeSchema.options;

describeUnderAllGrants('a token of an API key', stage => {
    let holder: Persona;
    let keyId: string;
    before(async () => {
        holder = await signUpKeyHolder(stage);
        await stage.database.setTier(holder.id, 'enterprise');
        keyId = (await createKey(holder)).id;
        await subject();
    });

    async function subject(): Promise<Subject> {
        const { id: documentId } = await holder.create({ content: 'text', folder: 'old' });
        const { id: trashedId } = await holder.create();
        await holder.trash(trashedId);
        const [share] = await stage.database.query(
            `insert into public.document_shares (document_id, owner_id, email, permission, created_at, updated_at)
             values ($1, $2, $3, 'view', now(), now()) returning id`,
            [documentId, holder.id, SHARED_WITH]
        );
        return { documentId, trashedId, shareId: String(share?.['id']) };
    }

    const bearer = (scopes: unknown) => bearerOfKey(stage, holder, { sanyam_key_id: keyId, sanyam_scopes: scopes });

    it('is tested with every function and every table', async () => {
        const functions = await stage.database.query(
            `select p.proname as name from pg_proc p
             where p.pronamespace = 'public'::regnamespace and strpos(p.prosrc, 'require_system()') = 0`
        );
        expect(Object.keys(CALLS)).to.include.members(functions.map(row => row['name']));
        const tables = await stage.database.query(
            `select c.relname as name from pg_class c
             where c.relnamespace = 'public'::regnamespace and c.relkind = 'r'`
        );
        expect(tables.map(row => row['name'])).to.have.members(Object.keys(TABLES));
    });

    for (const [name, { scopes, body }] of Object.entries(CALLS)) {
        const rule =
            scopes === 'any'
                ? 'calls with any scope'
                : scopes.length === 0
                  ? 'cannot call'
                  : `calls with ${scopes.join()}`;
        it(`${rule}: ${name} [FR-080]`, async function () {
            const [found] = await stage.database.query(
                `select from pg_proc p where p.pronamespace = 'public'::regnamespace and p.proname = $1`,
                [name]
            );
            if (found === undefined) {
                this.skip();
            }
            for (const scope of SCOPES) {
                const { status, error } = await bearer([scope]).call(name, { ...body(await subject()) });
                if (scopes === 'any' || scopes.includes(scope)) {
                    expect(error, scope).to.equal(null);
                } else if (scopes.length === 0) {
                    expect([status, error?.message], scope).to.deep.equal([403, 'FORBIDDEN']);
                } else {
                    expect([status, error?.message], scope).to.deep.equal([403, 'INSUFFICIENT_SCOPE']);
                    expect(JSON.parse(error?.details ?? '')).to.deep.equal({ required_scope: scopes[0] });
                }
            }
        });
    }

    const some: readonly (readonly ApiKeyScope[])[] = [
        ...SCOPES.map(scope => [scope]),
        ['documents:read', 'versions:read'],
        SCOPES
    ];
    for (const [table, sees] of Object.entries(TABLES)) {
        for (const scopes of some) {
            it(`${sees(scopes) ? 'reads' : 'cannot read'} ${table} with ${scopes.join(' ')} [FR-080]`, async () => {
                const { data } = await bearer(scopes).client.from(table).select().limit(1);
                expect(data).to.have.length(sees(scopes) ? 1 : 0);
            });
        }
    }

    it('belongs to a user whose session reads every table', async () => {
        for (const table of Object.keys(TABLES)) {
            expect((await holder.client.from(table).select().limit(1)).data, table).to.have.length(1);
        }
    });

    it('writes versions with the name of the key [BY-03]', async () => {
        const { documentId } = await subject();
        const key = bearerOfKey(stage, holder, { sanyam_scopes: ['documents:write'], sanyam_key_name: 'night “owl”' });
        await key.save(documentId, { content: 'by a key' });
        const { data } = await holder.client
            .from('document_versions')
            .select('api_key_name, created_by')
            .eq('document_id', documentId)
            .eq('version_number', 2);
        expect(data).to.deep.equal([{ api_key_name: 'night “owl”', created_by: holder.id }]);
    });

    it('has the permission of its user on a shared document', async () => {
        const owner = await signUpKeyHolder(stage);
        const { id } = await owner.create();
        await stage.database.query(
            `insert into public.document_shares (document_id, owner_id, email, permission, created_at, updated_at)
             values ($1, $2, $3, 'view', now(), now())`,
            [id, owner.id, holder.email]
        );
        expect(await bearer(['documents:read']).read(id)).to.include({ permission: 'view' });
        const refused = await bearer(['documents:write']).call('save_document', { document_id: id, content: 'a' });
        expect(refused.error?.message).to.equal('DOCUMENT_READ_ONLY');
    });

    it('is not a session, even with all scopes and an empty scope', async () => {
        const key = bearer(['', ...SCOPES]);
        for (const [name, { scopes, body }] of Object.entries(CALLS)) {
            if (scopes === SESSION_ONLY) {
                const { status, error } = await key.call(name, { ...body(await subject()) });
                expect([status, error?.message], name).to.deep.equal([403, 'FORBIDDEN']);
            }
        }
    });

    const malformed: Record<string, unknown> = {
        'a string': 'documents:read',
        'an object': { 'documents:read': true },
        'a number': 42,
        true: true,
        null: null,
        'an empty list': [],
        'a list of numbers': [42],
        'a nested list': [['documents:read']],
        'an empty scope': [''],
        'unknown scopes': ['documents:*', 'Documents:read', 'documents:read ']
    };
    for (const [what, scopes] of Object.entries(malformed)) {
        it(`can do nothing when its scopes are ${what} [FR-080]`, async () => {
            const { documentId } = await subject();
            const key = bearer(scopes);
            for (const [name, body] of Object.entries({
                read_document: { document_id: documentId },
                save_document: { document_id: documentId, content: 'x' },
                trash_document: { document_id: documentId },
                list_documents: {},
                create_document: { name: 'a', language_id: 'a' },
                create_api_key: { name: 'a', scopes: ['documents:read'] },
                list_api_keys: {}
            })) {
                expect((await key.call(name, body)).status, name).to.equal(403);
            }
            for (const table of ['documents', 'document_versions', 'document_shares', 'api_keys', 'audit_log']) {
                expect((await key.client.from(table).select()).data, table).to.deep.equal([]);
            }
        });
    }
});
