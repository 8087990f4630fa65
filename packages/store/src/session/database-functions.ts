// SPDX-License-Identifier: MIT

import type { z } from 'zod';
import { answered } from './checked';
import type { DatabaseSession, FunctionArguments } from './database-session';

/** The database's functions about one noun, called in a session. */
export abstract class DatabaseFunctions {
    constructor(protected readonly session: DatabaseSession) {}

    /** Calls a function and returns its checked answer. @throws CloudError for all that goes wrong */
    protected async ask<T>(
        schema: z.ZodType<T>,
        functionName: string,
        functionArguments: FunctionArguments,
        signal?: AbortSignal
    ): Promise<T> {
        return answered(schema, await this.session.call(functionName, functionArguments, signal));
    }
}
