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
     * @returns the function's answer as parsed JSON, not validated
     * @throws CloudError for every failure, also when the server cannot be reached
     */
    call(functionName: string, functionArguments: FunctionArguments, signal?: AbortSignal): Promise<unknown>;
    /**
     * Calls a function whose answer can be large, and returns the JSON as the database wrote it. A session without this
     * method has only parsed answers.
     */
    callForText?(functionName: string, functionArguments: FunctionArguments): Promise<string>;
}

export type FunctionArgument = string | number | boolean | readonly string[] | null | undefined;
export type FunctionArguments = Readonly<Record<string, FunctionArgument>>;
