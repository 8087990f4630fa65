// SPDX-License-Identifier: MIT

import type { Persona } from '@sanyam/test-kit/persona';
import { expect } from 'chai';
import pg from 'pg';
import { signUpKeyHolder } from './support/api-key-calls.js';
import { describeOnCloud } from './support/describe-on-cloud.js';

/** One byte over the document size limit of the free tier. */
const LARGE = 'x'.repeat(262_145);

describeOnCloud('a large document created during a change of tier', stage => {
    /** Changes the tier in a transaction that commits as soon as `action` waits for it. */
    async function meanwhile<T>(owner: Persona, tier: string, action: () => Promise<T>): Promise<T> {
        const client = new pg.Client({ connectionString: stage.cloud.databaseUrl });
        await client.connect();
        try {
            const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid');
            await client.query('begin');
            await client.query('update public.user_profiles set tier = $2 where id = $1', [owner.id, tier]);
            let answered = false;
            const result = action().finally(() => (answered = true));
            const waiting = 'select from pg_stat_activity a where $1 = any (pg_blocking_pids(a.pid))';
            while (!answered && (await stage.database.query(waiting, [rows[0]?.pid])).length === 0) {
                // The query itself is delay enough.
            }
            await client.query('commit');
            return await result;
        } finally {
            await client.end();
        }
    }

    const rows: Record<string, { tier: string; status: number }> = {
        'allowed by a larger new tier': { tier: 'enterprise', status: 200 },
        'refused by a smaller new tier': { tier: 'free', status: 413 },
        'refused by an unknown new tier': { tier: 'platinum', status: 413 }
    };
    for (const [what, { tier, status }] of Object.entries(rows)) {
        it(`is ${what} [FR-051, FR-072]`, async () => {
            const owner = await signUpKeyHolder(stage);
            const answer = await meanwhile(owner, tier, () =>
                owner.call('create_document', { name: 'late', language_id: 'x', content: LARGE })
            );
            expect(answer.status, JSON.stringify(answer.error)).to.equal(status);
        });
    }
});
