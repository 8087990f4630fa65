// SPDX-License-Identifier: MIT

import type { CallOptions } from '@sanyam/store';

/** The names of functions and their parameters. Nothing else becomes part of a statement. */
const IDENTIFIER = /^[a-z_]{1,63}$/;

/** The values of a statement, which numbers them in the order of its calls. */
export class Statement {
    readonly values: unknown[] = [];

    /**
     * Returns the call of a function as part of the statement, and adds the arguments to the values.
     *
     * @param functionName with its schema
     * @param functionArguments by parameter name; undefined arguments are omitted
     * @throws TypeError for a name that is not one
     */
    call(functionName: string, functionArguments: Readonly<Record<string, unknown>>): string {
        const given = Object.entries(functionArguments).filter(([, value]) => value !== undefined);
        const names = [...functionName.split('.', 2), ...given.map(([name]) => name)];
        if (!names.every(name => IDENTIFIER.test(name)) || functionName.split('.').length !== 2) {
            throw new TypeError(`Not all of these are names of a function and its parameters: ${names.join(', ')}.`);
        }
        const parameters = given.map(([name, value]) => `${name} => $${this.values.push(value)}`);
        return `${functionName}(${parameters.join(', ')})`;
    }
}

/** Returns the cast of an answer: a driver parses `json`, and leaves `text` as it is. */
export function castFor(as: CallOptions['as']): string {
    return as === 'json-text' ? '::text' : '';
}
