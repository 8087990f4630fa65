// SPDX-License-Identifier: MIT

import { expect } from 'chai';
import { describeOnCloud } from './support/describe-on-cloud.js';
import { signUpPro } from './support/fixtures.js';
import { plant } from './support/folder-calls.js';
import { OpenTransaction } from './support/open-transaction.js';

const MEGABYTE = 1024 * 1024;
const TOO_MUCH =
    'This reads too much at once. Ask for fewer rows, or call list_documents and list_versions, which have pages.';

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
        const { data: ids } = await ada.client.from('documents').select('id').eq('name', '0.md').eq('folder', '');
        const { data } = await texts().eq('document_id', ids?.[0]?.id);
        expect(data?.map(({ content }) => content.length)).to.deep.equal([8 * MEGABYTE]);
    });
});
