// SPDX-License-Identifier: MIT

import { Persona } from '@sanyam/test-kit/persona';
import { tierLimitsSchema } from '@sanyam/types';
import { expect } from 'chai';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { catalogAfter, readSqlFiles } from './migration/catalog.js';
import { missingMigration } from './migration/missing-migration.js';
import { describeOnCloud } from './support/describe-on-cloud.js';

const PAGE = join(import.meta.dirname, '..', '..', '..', 'docs', 'database.md');

/** Returns the SQL examples of a section, without the indentation of a list. */
async function examples(heading: string): Promise<string[]> {
    const page = await readFile(PAGE, 'utf8');
    const section = page.split(/^## /m).find(part => part.startsWith(`${heading}\n`)) ?? '';
    return [...section.matchAll(/^ *```sql\n([^]*?)^ *```$/gm)].map(([, sql = '']) => sql);
}

describe('the documentation of the database', () => {
    it('has steps for a feature and a limit, after which the schema files and the migrations agree', async function () {
        const [column = '', value = '', change = ''] = await examples('Add a feature');
        const [limitColumn = '', limitChange = ''] = await examples('Add a limit');
        const edited = (await readSqlFiles('schemas')).map(file =>
            file.path.endsWith('/07_tiers.sql')
                ? {
                      ...file,
                      text: file.text
                          // Last among the columns, before the constraints of the table.
                          .replace(/^ *constraint tier_has_a_name/m, `${column}${limitColumn}$&`)
                          .replace(/^update public\.tier_limits set\n/m, `$&${value}`)
                          .replace(/(?<=^insert into public\.tier_limits \([^)]*?)(?=\n\))/m, ', max_templates')
                          .replace(
                              /^ {4}\('(free|pro|enterprise)'.*(?=\)[,;]$)/gm,
                              (row, tier) => `${row}, ${tier === 'pro' ? 10 : 'null'}`
                          )
                  }
                : file
        );
        const migrations = [...(await readSqlFiles('migrations')), { path: 'made.sql', text: change + limitChange }];
        const [migrated, declared] = [await catalogAfter(migrations), await catalogAfter(edited)];
        expect(declared.details.join('\n')).to.contain('"has_templates": true').and.contain('"max_templates": 10');
        expect(missingMigration(migrated, declared)).to.equal('');
    });
});

describeOnCloud('the documentation of the database', stage => {
    it('has SQL that adds a tier and gives it to a user [FR-071]', async () => {
        const ada = await Persona.signUp(stage.cloud);
        const [, sql = '', give = ''] =
            /^## Add a tier$[^]*?^```sql$([^]*?)^```$[^]*?`(select public\.set_tier\([^`]*)`/m.exec(
                await readFile(PAGE, 'utf8')
            ) ?? [];
        const client = new pg.Client({ connectionString: stage.cloud.databaseUrl });
        await client.connect();
        try {
            // Rolled back when the connection ends: other tests list the tiers.
            await client.query('begin');
            expect((await client.query(sql)).rowCount).to.equal(1);
            const { rows } = await client.query(
                `select to_json(l) as limits from public.tier_limits l where l.tier in ('pro', 'team') order by l.tier`
            );
            const [pro, team] = rows.map(({ limits }) => tierLimitsSchema.parse(limits));
            expect(team).to.deep.equal({ ...pro, tier: 'team', max_documents: 500 });

            expect(give).to.contain("(user_id, 'team'");
            await client.query('set local role service_role');
            await client.query(give.replace('user_id', pg.escapeLiteral(ada.id)));
            await client.query(
                "select set_config('role', 'authenticated', true), set_config('request.jwt.claims', $1, true)",
                [JSON.stringify({ role: 'authenticated', sub: ada.id })]
            );
            const account = await client.query('select public.my_account() as account');
            expect(account.rows[0].account).to.have.nested.property('tier_limits.tier', 'team');
            expect(account.rows[0].account).to.have.nested.property('tier_limits.max_documents', 500);
        } finally {
            await client.end();
        }
    });
});
