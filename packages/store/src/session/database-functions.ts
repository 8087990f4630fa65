// SPDX-License-Identifier: MIT

import type { z } from 'zod';
import { answered, validated } from './checked';
import type { DatabaseSession, FunctionArguments } from './database-session';

export interface StoreOptions {
    /**
     * True by default. False in a program that has checked the arguments already with the schemas of `@sanyam/types`,
     * as the routes of the gateway do.
     */
    readonly checksArguments?: boolean;
}

/** The database's functions about one noun, called in a session. */
export abstract class DatabaseFunctions {
    constructor(
        protected readonly session: DatabaseSession,
        private readonly options: StoreOptions = {}
    ) {}

    /** Returns the arguments as they are sent. @throws CloudError VALIDATION_ERROR, whose details name the fields */
    protected checked<T>(schema: z.ZodType<T>, functionArguments: T): T {
        return this.options.checksArguments === false ? functionArguments : validated(schema, functionArguments);
    }

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
