// SPDX-License-Identifier: MIT

import type { DatabaseSession, FunctionArguments } from '@sanyam/store';
import type { Metrics } from '../observability/metrics';
import { timed } from './call-timer';
import type { DirectDatabase } from './direct-database';

/** The names of functions and their parameters. Nothing else becomes part of a statement. */
const IDENTIFIER = /^[a-z_]{1,63}$/;

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

    call(functionName: string, functionArguments: FunctionArguments, signal?: AbortSignal): Promise<unknown> {
        signal?.throwIfAborted();
        return this.ask(functionName, functionArguments, '');
    }

    async callForText(functionName: string, functionArguments: FunctionArguments): Promise<string> {
        return String(await this.ask(functionName, functionArguments, '::text'));
    }

    private async ask(functionName: string, functionArguments: FunctionArguments, cast: string): Promise<unknown> {
        const { text, values } = callOf(functionName, functionArguments, 2);
        const statement = `select ${text}${cast} as answer from sanyam_gateway.act_as($1::json)`;
        const [row] = await timed(this.metrics, functionName, () =>
            this.database.query(statement, [JSON.stringify(this.claims), ...values])
        );
        return row?.['answer'];
    }
}

/**
 * Returns the call of a function as part of a statement.
 *
 * @param first the number of the first argument in the statement
 * @throws TypeError for a name that is not one
 */
export function callOf(
    functionName: string,
    functionArguments: FunctionArguments,
    first: number
): { text: string; values: unknown[] } {
    const given = Object.entries(functionArguments).filter(([, value]) => value !== undefined);
    const names = [functionName, ...given.map(([name]) => name)];
    if (!names.every(name => IDENTIFIER.test(name))) {
        throw new TypeError(`Not all of these are names of a function and its parameters: ${names.join(', ')}.`);
    }
    const parameters = given.map(([name], index) => `${name} => $${index + first}`);
    return { text: `public.${functionName}(${parameters.join(', ')})`, values: given.map(([, value]) => value) };
}
