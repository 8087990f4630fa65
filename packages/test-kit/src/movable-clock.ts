// SPDX-License-Identifier: MIT

import type { Database } from './database.js';

const BEGINNING = Date.parse('2030-01-01T00:00:00Z');

/**
 * Replaces the function of a database that returns the time. No other test may use the cloud.
 *
 * @param rest what follows `returns timestamptz` in its definition
 * @returns a function that puts the former clock back
 */
export async function replaceClock(database: Database, rest: string): Promise<() => Promise<void>> {
    const [row] = await database.query(`select pg_get_functiondef('sanyam_private.clock()'::regprocedure) as former`);
    await database.query(`create or replace function sanyam_private.clock() returns timestamptz ${rest}`);
    return async () => void (await database.query(String(row?.['former'])));
}

/** Replaces the clock of a cloud. The time changes only when a test sets it. No other test may use the cloud. */
export class MovableClock {
    private constructor(
        private readonly database: Database,
        /** Puts the former clock back. */
        readonly remove: () => Promise<void>
    ) {}

    static async install(database: Database): Promise<MovableClock> {
        await database.query('drop table if exists sanyam_private.movable_clock');
        await database.query('create table sanyam_private.movable_clock (now timestamptz not null)');
        await database.query('alter table sanyam_private.movable_clock enable row level security');
        await database.query('insert into sanyam_private.movable_clock values ($1)', [new Date(BEGINNING)]);
        const remove = await replaceClock(
            database,
            `language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
             begin
                 return (select c.now from sanyam_private.movable_clock c);
             end;
             $$`
        );
        return new MovableClock(database, remove);
    }

    /** @param seconds since the start of the clock, with microseconds */
    async set(seconds: number): Promise<void> {
        await this.database.query(
            `update sanyam_private.movable_clock
             set now = $1::timestamptz + make_interval(secs => $2::double precision)`,
            [new Date(BEGINNING), seconds]
        );
    }
}
