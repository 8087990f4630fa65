// SPDX-License-Identifier: MIT

import { expect } from 'chai';
import pg from 'pg';
import { describeOnCloud } from './support/describe-on-cloud.js';
import { type Pair, stale, unlisted } from './support/trigger-order.js';

/**
 * Two triggers meet if they fire at the same time (before or after, for rows or statements) for the same event. One update
 * can change any columns, so the columns of a trigger do not keep it away from another.
 */
const PAIRS = `
    select a.tgrelid::regclass::text as table, a.tgname::text as first, b.tgname::text as second
    from pg_trigger a
    join pg_trigger b on b.tgrelid = a.tgrelid and b.tgname > a.tgname
    where not a.tgisinternal and not b.tgisinternal
        -- 1 is for each row, 2 is before, 64 is instead of; the events are 4, 8, 16 and 32.
        and a.tgtype & (1 | 2 | 64) = b.tgtype & (1 | 2 | 64)
        and a.tgtype & b.tgtype & (4 | 8 | 16 | 32) <> 0
    order by 1, 2, 3`;

/** Changes that a test makes in a transaction and undoes, with what is found then. */
const CHANGES: readonly (readonly [what: string, change: string, found: string])[] = [
    [
        'a new trigger',
        `create trigger note_document after update on public.documents
            for each row execute function sanyam_private.count_document()`,
        'documents: count_document before note_document'
    ],
    [
        'a new name that changes the order',
        'alter trigger count_document on public.documents rename to track_document',
        'documents: follow_owner before track_document'
    ],
    [
        'two triggers of a table that had one',
        `create trigger keep_paid_tier before delete on public.tier_limits
            for each row execute function sanyam_private.keep_free_tier()`,
        'tier_limits: keep_free_tier before keep_paid_tier'
    ]
];

describeOnCloud('the order of triggers of one event', stage => {
    /** Returns the pairs of triggers after a change, which is undone. */
    async function pairsAfter(change: string): Promise<Pair[]> {
        const client = new pg.Client(stage.cloud.databaseUrl);
        await client.connect();
        try {
            await client.query(`begin; set local lock_timeout = '10s'; ${change}`);
            return (await client.query<Pair & pg.QueryResultRow>(PAIRS)).rows;
        } finally {
            await client.end();
        }
    }

    it('is that of support/trigger-order.ts, which lists each trigger that meets another', async () => {
        const pairs = await pairsAfter('');
        expect(unlisted(pairs)).to.deep.equal([]);
        expect(stale(pairs)).to.deep.equal([]);
    });

    for (const [what, change, found] of CHANGES) {
        it(`is questioned by ${what}`, async () => {
            expect(unlisted(await pairsAfter(change))).to.include(found);
        });
    }
});
