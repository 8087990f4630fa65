// SPDX-License-Identifier: MIT

import { tierLimitsSchema } from '@sanyam/types';
import { expect } from 'chai';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { describeOnCloud } from './support/describe-on-cloud.js';

const PAGE = join(import.meta.dirname, '..', '..', '..', 'docs', 'database.md');

describeOnCloud('the documentation of the database', stage => {
    it('has SQL that adds a tier [FR-071]', async () => {
        const [, sql = ''] = /^## Add a tier$[^]*?^```sql$([^]*?)^```$/m.exec(await readFile(PAGE, 'utf8')) ?? [];
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
        } finally {
            await client.end();
        }
    });
});
