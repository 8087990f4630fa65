// SPDX-License-Identifier: MIT

import { Persona } from '@sanyam/test-kit/persona';
import { expect } from 'chai';
import { describeOnCloud } from './support/describe-on-cloud.js';
import { signUpPro } from './support/fixtures.js';
import { plant } from './support/folder-calls.js';
import { OpenTransaction } from './support/open-transaction.js';

const MEGABYTE = 1024 * 1024;
const TOO_MUCH =
    'This reads too much at once. Ask for fewer rows, or call list_documents and list_versions, which have pages.';

/** Returns a list of names with aliases, as PostgREST writes it. */
function named(name: string, times: number): string {
    return Array.from({ length: times }, (_, index) => `${name} AS "a${index}"`).join(', ');
}

/** Returns the statement of PostgREST for rows of a table, or of the answer of a function. */
function statementOf(source: string, rows = 'SELECT * FROM pgrst_source', body = 'json_agg(_postgrest_t)'): string {
    return `WITH pgrst_source AS (${source})
        SELECT null::bigint AS total_result_set, pg_catalog.count(_postgrest_t) AS page_total, ${body} AS body
        FROM (${rows}) _postgrest_t`;
}

/** Returns what to select for the documents of the owner of the documents …, `depth` times. */
function nested(depth: number): string {
    return depth === 0 ? 'id' : `id,user_profiles(id,documents(${nested(depth - 1)}))`;
}

describeOnCloud('what a user reads from the tables themselves', stage => {
    it('can be nested, and is refused before it multiplies', async () => {
        const ada = await signUpPro(stage.cloud, stage.database);
        const paths = Array.from({ length: 25 }, (_, index) => `${index}.md`);
        await plant(stage.database, ada.id, paths);
        const table = ada.client.from('documents');
        expect((await table.select(nested(1))).data).to.have.length(25);
        for (const depth of [3, 8]) {
            const { status, data, error } = await table.select(nested(depth));
            expect([status, data, error?.message, error?.hint]).to.deep.equal([
                422,
                null,
                'VALIDATION_ERROR',
                TOO_MUCH
            ]);
        }
        expect((await table.select('id')).data, 'a refusal ends with its request').to.have.length(25);
    });

    it('is counted each time that it is answered, in the SQL of PostgREST, too', async () => {
        const ada = await signUpPro(stage.cloud, stage.database);
        await plant(stage.database, ada.id, ['shared.md'], { bytes: MEGABYTE });
        await stage.database.query(
            `insert into public.document_shares (document_id, owner_id, email, permission, created_at, updated_at)
             select d.id, d.owner_id, i || '@example.org', 'view', now(), now()
             from public.documents d cross join generate_series(1, 100) i where d.owner_id = $1`,
            [ada.id]
        );
        // With statistics, PostgreSQL would read the one document once for all shares.
        await stage.database.query('analyze');
        await using asAda = await OpenTransaction.begin(stage.cloud, ada);
        // PostgREST passes on the settings of the role.
        await asAda.query(
            `select set_config(split_part(s, '=', 1), split_part(s, '=', 2), true)
             from pg_roles r cross join unnest(r.rolconfig) s where r.rolname = 'authenticated'`
        );
        const refusal = await asAda
            .query(
                `select s.id, row_to_json(d.*) from public.document_shares s
                 left join lateral (
                    select d1.id, v.texts from public.documents d1
                    left join lateral (
                        select json_agg(v1) as texts from (
                            select v2.content from public.document_versions v2 where v2.document_id = d1.id limit 1000
                        ) v1
                    ) v on true
                    where d1.id = s.document_id limit 1000
                 ) d on true limit 1000`
            )
            .then(
                () => 'answered',
                (error: unknown) => (error as { hint?: string }).hint
            );
        expect(refusal).to.equal(TOO_MUCH);
    });

    /** Runs a statement as PostgREST does, with its values apart. Returns the sentence of the refusal, if it is refused. */
    async function refusalOf(persona: Persona, statement: string, ...values: unknown[]): Promise<string | undefined> {
        await using transaction = await OpenTransaction.begin(stage.cloud, persona);
        return await transaction.query(statement, values).then(
            () => undefined,
            (error: unknown) => (error as { hint?: string }).hint ?? String(error)
        );
    }

    it('counts a text each time that it is named', async () => {
        const ada = await signUpPro(stage.cloud, stage.database);
        const { id } = await ada.create({ content: 'x'.repeat(MEGABYTE) });
        const [table, filter] = [
            '"public"."document_versions"',
            'WHERE "public"."document_versions"."document_id" = $1'
        ];
        const read = (names: string) =>
            refusalOf(ada, statementOf(`SELECT ${names} FROM ${table} ${filter} LIMIT $2`), id, 1000);
        for (const names of [`${table}.*`, `${table}."content"`, named(`${table}."version_number"`, 90)]) {
            expect(await read(names), names).to.equal(undefined);
        }
        expect(await read(named(`${table}."content"`, 20))).to.equal(undefined);
        for (const name of ['"content"', '"row_to_json"', '*']) {
            const list = name === '*' ? Array(40).fill(`${table}.*`).join(', ') : named(`${table}.${name}`, 40);
            expect(await read(list), name).to.equal(TOO_MUCH);
        }
        const inside = (names: string) =>
            refusalOf(
                ada,
                statementOf(
                    `SELECT "public"."documents"."id", COALESCE("v"."v", '[]') AS "versions" FROM "public"."documents"
                     LEFT JOIN LATERAL (SELECT json_agg("v")::jsonb AS "v" FROM (
                        SELECT ${names} FROM ${table} AS "document_versions_1"
                        WHERE "document_versions_1"."document_id" = "public"."documents"."id" LIMIT $1
                     ) AS "v") AS "v" ON TRUE LIMIT $2`
                ),
                1000,
                1000
            );
        expect(await inside('"document_versions_1".*')).to.equal(undefined);
        expect(await inside(named('"document_versions_1"."to_jsonb"', 40))).to.equal(TOO_MUCH);
        const select = Array.from({ length: 40 }, (_, index) => `a${index}:content`).join();
        const { error } = await ada.client.from('document_versions').select(select).eq('document_id', id);
        expect(error?.hint).to.equal(TOO_MUCH);
        expect(await read(named(`${table}."content"`, 1600))).to.match(/^This request is too long/);
    });

    it('has the answer of a function once', async () => {
        const ada = await Persona.signUp(stage.cloud);
        const { id } = await ada.create();
        const call = (select: string) =>
            refusalOf(
                ada,
                statementOf(
                    `SELECT pgrst_call.pgrst_scalar FROM (SELECT $1::json AS json_data) pgrst_payload, LATERAL (
                        SELECT "document_id" FROM json_to_record(pgrst_payload.json_data) AS _("document_id" uuid) LIMIT 1
                     ) pgrst_body, LATERAL (
                        SELECT "public"."read_document"("document_id" := pgrst_body."document_id") pgrst_scalar
                     ) pgrst_call`,
                    `SELECT ${select} FROM "pgrst_source" AS "read_document" LIMIT $2`,
                    'string_agg(_postgrest_t::text, chr(10))'
                ),
                JSON.stringify({ document_id: id }),
                1000
            );
        expect(await call('"read_document".*')).to.equal(undefined);
        const several = /^This asks several times for the answer of a function/;
        for (const name of ['pgrst_scalar', 'row_to_json']) {
            expect(await call(named(`"read_document"."${name}"`, 10))).to.match(several);
        }
        const select = Array.from({ length: 10 }, (_, index) => `a${index}:read_document`).join();
        const { error, status } = await ada.client.rpc('read_document', { document_id: id }).select(select);
        expect([status, error?.message, error?.hint]).to.deep.equal([
            422,
            'VALIDATION_ERROR',
            'This asks several times for the answer of a function. Leave out select.'
        ]);
    });

    it('has at most 32 MB of texts, and one text of the largest size is always read, beside any number of documents', async () => {
        const ada = await signUpPro(stage.cloud, stage.database);
        await stage.database.setTier(ada.id, 'enterprise');
        const paths = Array.from({ length: 5 }, (_, index) => `${index}.md`);
        await plant(stage.database, ada.id, paths, { bytes: 8 * MEGABYTE });
        const texts = () => ada.client.from('document_versions').select('content');
        expect((await texts()).error?.hint).to.equal(TOO_MUCH);
        await plant(
            stage.database,
            ada.id,
            Array.from({ length: 10_001 }, (_, index) => `many/${index}.md`)
        );
        const documents = (names: string) =>
            refusalOf(ada, statementOf(`SELECT ${names} FROM "public"."documents" LIMIT $1`), 9000);
        expect(await documents('"public"."documents".*')).to.equal(undefined);
        expect(await documents(named('"public"."documents"."folder"', 200))).to.equal(TOO_MUCH);
        const { data: ids } = await ada.client.from('documents').select('id').eq('name', '0.md').eq('folder', '');
        const { data } = await texts().eq('document_id', ids?.[0]?.id);
        expect(data?.map(({ content }) => content.length)).to.deep.equal([8 * MEGABYTE]);
    });
});
