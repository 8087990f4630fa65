// SPDX-License-Identifier: MIT

import type { CallOptions, DatabaseSession, FunctionArguments } from '@sanyam/store';
import type { Metrics } from '../observability/metrics';
import { timed } from './call-timer';
import { castFor, Statement } from './statement';
import { untilAborted } from './until-aborted';
import type { DirectDatabase } from './direct-database';

/** What a session needs of the database. */
export type QueriedDatabase = Pick<DirectDatabase, 'query'>;

/**
 * Calls functions as one caller. The connection's role may only execute the API's functions. One statement sets the
 * caller's claims for its transaction and calls the function, so that no claims stay on the connection.
 */
export class DirectSession implements DatabaseSession {
    /** @param claims the caller's claims, as the database returned them at admission */
    constructor(
        private readonly database: QueriedDatabase,
        private readonly metrics: Pick<Metrics, 'databaseCalls'>,
        private readonly claims: Readonly<Record<string, unknown>>
    ) {}

    async call(
        functionName: string,
        functionArguments: FunctionArguments,
        { as, signal }: CallOptions = {}
    ): Promise<unknown> {
        const statement = new Statement();
        const caller = statement.call('sanyam_gateway.act_as', { claims: JSON.stringify(this.claims) });
        const answer = statement.call(`public.${functionName}`, functionArguments) + castFor(as);
        const [row] = await timed(this.metrics, functionName, () =>
            untilAborted(signal, () =>
                this.database.query(`select ${answer} as answer from ${caller}`, statement.values)
            )
        );
        return row?.['answer'];
    }
}
