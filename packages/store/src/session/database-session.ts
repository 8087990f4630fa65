// SPDX-License-Identifier: MIT

/**
 * Calls the database's functions as one user. One implementation uses PostgREST; the gateway adds one with a direct
 * connection. {@link CloudDocumentStore} has a method for each function.
 */
export const DatabaseSession = Symbol('DatabaseSession');
export interface DatabaseSession {
    /**
     * Calls a function in one statement and one round trip.
     *
     * @param functionArguments by parameter name; an omitted argument has its default
     * @returns the function's answer in the form of {@link CallOptions.as}, not validated
     * @throws CloudError for every failure, also when the server cannot be reached; the reason of an aborted signal
     */
    call(functionName: string, functionArguments: FunctionArguments, options?: CallOptions): Promise<unknown>;
}

export interface CallOptions {
    /**
     * `value` (default): parsed JSON. `json-text`: JSON as a string, for a program that passes a large answer on. Over a
     * direct connection, this is the text that the database wrote.
     */
    readonly as?: 'value' | 'json-text';
    /** Ends the wait for the answer. The database may still run the function to its end. */
    readonly signal?: AbortSignal | undefined;
}

export type FunctionArgument = string | number | boolean | readonly string[] | null | undefined;
export type FunctionArguments = Readonly<Record<string, FunctionArgument>>;
