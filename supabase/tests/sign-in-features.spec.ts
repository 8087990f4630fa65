// SPDX-License-Identifier: MIT

import { Persona } from '@sanyam/test-kit/persona';
import { mintToken } from '@sanyam/test-kit/tokens';
import { expect } from 'chai';
import pg from 'pg';
import { createKey } from './support/api-key-calls.js';
import { describeUnderAllGrants } from './support/describe-on-cloud.js';
import { keyHolder } from './support/fixtures.js';

/** As Supabase Auth writes it for every identity provider. */
const OAUTH = [{ method: 'oauth', timestamp: 1_790_000_000 }];

describeUnderAllGrants('a session that was signed in with Azure AD', stage => {
    let ada: Persona;
    let documentId: string;
    before(async () => {
        ada = await Persona.signUp(stage.cloud);
        ({ id: documentId } = await ada.create({ content: 'mine' }));
    });
    beforeEach(() => stage.database.setTier(ada.id, 'pro'));

    /** A session of Ada with these claims about the way in which she signed in. */
    function session(amr: unknown, providers?: unknown): Persona {
        const claims = { sub: ada.id, role: 'authenticated', amr, app_metadata: { providers } };
        return Persona.bearer(stage.cloud, mintToken(claims, stage.cloud.jwtSecret));
    }

    async function refusalOf(caller: Persona, name = 'create_document', body: object = {}): Promise<unknown> {
        const { error } = await caller.call(name, { ...(name === 'create_document' && NEW_DOCUMENT), ...body });
        return error?.message ?? null;
    }
    const NEW_DOCUMENT = { name: 'a', language_id: 'a' };

    it('is refused what changes something where the tier does not have it [FR-004]', async () => {
        const azure = session(OAUTH, ['azure']);
        const subject = { document_id: documentId };
        const calls: [name: string, body: object][] = [
            ['create_document', {}],
            ['idempotency_key_is_used', { idempotency_key: 'key' }],
            ['save_document', { ...subject, content: 'other' }],
            ['document_size_limit', subject],
            ['restore_document', subject],
            ['restore_version', { ...subject, version_number: 1 }],
            ['name_version', { ...subject, version_number: 1, name: 'first' }],
            ['move_folder', { from_folder: 'old', to_folder: 'new' }],
            ['share_document', { ...subject, email: 'b@example.com', permission: 'view' }],
            ['create_api_key', { name: 'key', scopes: ['documents:read'] }],
            ['rotate_api_key', { key_id: documentId }],
            ['offer_ownership', { ...subject, email: 'b@example.com' }],
            ['accept_ownership', subject]
        ];
        for (const [name, body] of calls) {
            expect(await refusalOf(azure, name, body), name).to.equal('FEATURE_NOT_AVAILABLE');
        }
        const { status, error } = await azure.call('save_document', { ...subject, content: 'other' });
        expect(status).to.equal(403);
        expect(JSON.parse(error?.details ?? '')).to.deep.include({
            feature: 'azure_ad',
            required_tier: 'enterprise',
            tier: 'pro'
        });
        const account = await azure.account();
        expect(account.sign_in_refusal).to.deep.equal(JSON.parse(error?.details ?? ''));
    });

    it('has no dead end: it reads, exports, ends what it has, and learns of the plans [FR-004]', async () => {
        const { id } = await ada.create({ content: 'old' });
        const key = await createKey(ada);
        const azure = session(OAUTH, ['azure']);
        expect((await azure.read(documentId)).content).to.equal('mine');
        const [row] = (await azure.client.from('document_versions').select('content').eq('document_id', id)).data ?? [];
        expect(row).to.deep.equal({ content: 'old' });
        const calls: [name: string, body: object][] = [
            ['list_documents', {}],
            ['list_versions', { document_id: documentId }],
            ['list_shares', { document_id: documentId }],
            ['list_api_keys', {}],
            ['list_ownership_offers', {}],
            ['offer_ownership', { document_id: documentId }],
            ['search_documents', { query: 'mine' }],
            ['compare_tiers', {}],
            ['preview_tier', { tier: 'enterprise' }],
            ['export_my_data', {}],
            ['revoke_api_key', { key_id: key.id }],
            ['leave_shares', { owner_id: ada.id }],
            ['trash_document', { document_id: id }],
            ['purge_document', { document_id: id }]
        ];
        for (const [name, body] of calls) {
            expect(await refusalOf(azure, name, body), name).to.equal(null);
        }
        const bob = await Persona.signUp(stage.cloud);
        const claims = { sub: bob.id, role: 'authenticated', amr: OAUTH, app_metadata: { providers: ['azure'] } };
        const leaving = Persona.bearer(stage.cloud, mintToken(claims, stage.cloud.jwtSecret));
        expect(await refusalOf(leaving, 'delete_my_account')).to.equal(null);
    });

    it('may do everything where the tier has it, from the next statement [FR-004]', async () => {
        const azure = session(OAUTH, ['azure']);
        await stage.database.setTier(ada.id, 'enterprise');
        expect(await refusalOf(azure)).to.equal(null);
        expect((await azure.account()).sign_in_refusal).to.equal(null);
        expect(await refusalOf(session(OAUTH, ['email']))).to.equal(null);
        await stage.database.setTier(ada.id, 'free');
        expect(await refusalOf(azure)).to.equal('FEATURE_NOT_AVAILABLE');
    });

    const WAYS: [title: string, amr: unknown, providers: unknown, refused: boolean][] = [
        ['Azure AD, on an account with a password', OAUTH, ['email', 'azure'], true],
        ['Azure AD with a second factor', [{ method: 'totp' }, ...OAUTH], ['azure'], true],
        ['Azure AD, named by the entry', [{ method: 'oauth', provider: 'azure' }], ['google', 'azure'], true],
        ['a method that is a name alone', ['oauth'], ['azure'], true],
        ['a password, on an account with Azure AD', [{ method: 'password' }], ['email', 'azure'], false],
        ['a mail, on an account with Azure AD', [{ method: 'otp' }], ['azure'], false],
        ['Google or Azure AD, as nobody knows', OAUTH, ['azure', 'google'], false],
        ['Google, named by the entry', [{ method: 'oauth', provider: 'google' }], ['azure'], false],
        ['Google', OAUTH, ['google'], false],
        ["a company's own SAML", [{ method: 'sso/saml', provider: 'a' }], ['sso:a'], false],
        ['SAML, on an account with Azure AD', [{ method: 'sso/saml' }], ['azure'], false],
        ['one that was unlinked since', OAUTH, ['email'], true],
        ['one that was unlinked since, on an account with SAML', OAUTH, ['sso:a'], true],
        ['no list of providers', OAUTH, undefined, false],
        ['a text for a list', 'oauth', 'azure', false],
        ['no list of methods', undefined, ['azure'], false]
    ];
    for (const [title, amr, providers, refused] of WAYS) {
        it(`is told from others: ${title} [FR-004]`, async () => {
            expect(await refusalOf(session(amr, providers))).to.equal(refused ? 'FEATURE_NOT_AVAILABLE' : null);
        });
    }

    it('is not an API key, which goes on [FR-004]', async () => {
        const caller = keyHolder(stage.cloud, ada, ['documents:write']);
        expect(await refusalOf(caller)).to.equal(null);
    });

    it('is so by a row, and so can be other providers [FR-007]', async () => {
        const custom = session(OAUTH, ['custom:acme']);
        expect(await refusalOf(custom)).to.equal(null);
        await stage.database.query(`insert into public.sign_in_features values ('custom:acme', 'azure_ad')`);
        try {
            expect(await refusalOf(custom)).to.equal('FEATURE_NOT_AVAILABLE');
            expect(await refusalOf(session(OAUTH, ['custom:acme', 'azure']))).to.equal('FEATURE_NOT_AVAILABLE');
        } finally {
            await stage.database.query(`delete from public.sign_in_features where provider = 'custom:acme'`);
        }
    });

    it('needs a feature that a tier can have [FR-007]', async () => {
        for (const statement of [
            `insert into public.sign_in_features values ('custom:acme', 'azuread')`,
            `update public.sign_in_features set feature = 'azuread'`
        ]) {
            const error: unknown = await stage.database.query(statement).catch((reason: unknown) => reason);
            expect(String(error)).to.match(/feature_is_a_column_of_tier_limits/);
        }
    });

    it('is in the policies of everything that functions add, and of the names of versions [FR-004]', async () => {
        const rows = await stage.database.query(
            `select format('%s %s', lower(p.cmd), p.tablename) as policy from pg_policies p
             where p.roles = '{sanyam_api}' and p.permissive = 'RESTRICTIVE'
                and case p.cmd when 'INSERT' then p.with_check else p.qual end ~ 'sign_in_is_included'
             order by policy`
        );
        expect(rows.map(({ policy }) => policy)).to.deep.equal([
            'insert api_keys',
            'insert document_shares',
            'insert document_versions',
            'insert documents',
            'update document_versions'
        ]);
    });

    it('is refused by the policies, too, if a function forgets to [FR-004]', async () => {
        const claims = { sub: ada.id, role: 'authenticated', amr: OAUTH, app_metadata: { providers: ['azure'] } };
        const insert = `insert into public.api_keys (user_id, name, prefix, scopes, created_at, lifetime)
            values ('${ada.id}', 'key', 'abcdefgh', '{documents:read}', now(), null)`;
        const attempt = async (token: object): Promise<string> => {
            const client = new pg.Client({ connectionString: stage.cloud.databaseUrl });
            await client.connect();
            try {
                await client.query('begin');
                await client.query('set local role sanyam_api');
                await client.query(`set local request.jwt.claims = '${JSON.stringify(token)}'`);
                await client.query(insert);
                return 'done';
            } catch (error) {
                return error instanceof Error ? error.message : String(error);
            } finally {
                await client.end();
            }
        };
        expect(await attempt(claims)).to.match(/row-level security policy/);
        expect(await attempt({ ...claims, amr: [{ method: 'password' }] })).to.equal('done');
    });
});
