// SPDX-License-Identifier: MIT

/**
 * Runs the database's functions as one user. There is one for PostgREST; the gateway adds one for a direct
 * connection. It knows no function by name: {@link CloudDocumentStore} does.
 */
export const DatabaseSession = Symbol('DatabaseSession');
export interface DatabaseSession {
    /**
     * Calls a function in one statement and one round trip.
     *
     * @param functionArguments by the names of the function's parameters; what is left out takes its default
     * @returns the function's answer as parsed JSON, not yet validated
     * @throws CloudError for whatever goes wrong, an unreachable server included
     */
    call(functionName: string, functionArguments: FunctionArguments, signal?: AbortSignal): Promise<unknown>;
}

export type FunctionArgument = string | number | boolean | readonly string[] | null | undefined;
export type FunctionArguments = Readonly<Record<string, FunctionArgument>>;
