// SPDX-License-Identifier: MIT

import type { DatabaseSession, FunctionArguments } from '@sanyam/store';
import type { Metrics } from '../observability/metrics';
import { timed } from './call-timer';
import type { DirectDatabase } from './direct-database';

/** The names of functions and their parameters. Nothing else becomes part of a statement. */
const IDENTIFIER = /^[a-z_]{1,63}$/;

/**
 * Calls functions as one caller. The connection's role may only execute the API's functions. One statement sets the
 * caller's claims for its transaction and calls the function, so that no claims stay on the connection.
 */
export class DirectSession implements DatabaseSession {
    /** @param claims the caller's claims, as the database returned them at admission */
    constructor(
        private readonly database: DirectDatabase,
        private readonly metrics: Pick<Metrics, 'databaseCalls'>,
        private readonly claims: Readonly<Record<string, unknown>>
    ) {}

    async call(functionName: string, functionArguments: FunctionArguments, signal?: AbortSignal): Promise<unknown> {
        signal?.throwIfAborted();
        const { text, values } = callOf(functionName, functionArguments);
        const statement = `select ${text} as answer from sanyam_gateway.act_as($1::json)`;
        const [row] = await timed(this.metrics, functionName, () =>
            this.database.query(statement, [JSON.stringify(this.claims), ...values])
        );
        return row?.['answer'];
    }
}

/** Returns the call of a function as part of a statement. Its arguments start at `$2`. @throws TypeError */
export function callOf(
    functionName: string,
    functionArguments: FunctionArguments
): { text: string; values: unknown[] } {
    const given = Object.entries(functionArguments).filter(([, value]) => value !== undefined);
    const names = [functionName, ...given.map(([name]) => name)];
    if (!names.every(name => IDENTIFIER.test(name))) {
        throw new TypeError(`Not all of these are names of a function and its parameters: ${names.join(', ')}.`);
    }
    const parameters = given.map(([name], index) => `${name} => $${index + 2}`);
    return { text: `public.${functionName}(${parameters.join(', ')})`, values: given.map(([, value]) => value) };
}
