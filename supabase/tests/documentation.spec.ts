// SPDX-License-Identifier: MIT

import { Persona } from '@sanyam/test-kit/persona';
import { tierLimitsSchema } from '@sanyam/types';
import { expect } from 'chai';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { describeOnCloud } from './support/describe-on-cloud.js';

const PAGE = join(import.meta.dirname, '..', '..', '..', 'docs', 'database.md');

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
