// SPDX-License-Identifier: MIT

import { z } from 'zod';
import { withoutContent } from './answer-text';
import { answered, validated } from './validated';
import type { DatabaseSession, FunctionArguments } from './database-session';

export interface StoreOptions {
    /**
     * True by default. Set it to false if the program has already checked the arguments with the schemas of
     * `@sanyam/types`, as the routes of the gateway do.
     */
    readonly checksArguments?: boolean;
}

/** The base of the classes that call the database's functions. */
export abstract class DatabaseFunctions {
    constructor(
        protected readonly session: DatabaseSession,
        private readonly options: StoreOptions = {}
    ) {}

    /** Validates arguments. @throws CloudError VALIDATION_ERROR with the fields in its details */
    protected checked<T>(schema: z.ZodType<T>, functionArguments: T): T {
        return this.options.checksArguments === false ? functionArguments : validated(schema, functionArguments);
    }

    /** Calls a function and validates its answer. @throws CloudError for every failure */
    protected async ask<T>(
        schema: z.ZodType<T>,
        functionName: string,
        functionArguments: FunctionArguments,
        signal?: AbortSignal
    ): Promise<T> {
        return answered(schema, await this.session.call(functionName, functionArguments, { signal }));
    }

    /** Calls a function, and returns its answer as JSON. @throws CloudError for every failure */
    protected async askForJson(
        functionName: string,
        functionArguments: FunctionArguments,
        signal?: AbortSignal
    ): Promise<string> {
        const options = { as: 'json-text', signal } as const;
        return answered(z.string(), await this.session.call(functionName, functionArguments, options));
    }

    /**
     * Calls a function whose answer ends with `content`, and validates the rest. The text stays as it is: to parse and to
     * write megabytes would hold up everything else in this process.
     *
     * @returns the whole answer as JSON, and the rest of it
     * @throws CloudError for every failure
     */
    protected async askForText<T extends object>(
        schema: z.ZodType<T>,
        functionName: string,
        functionArguments: FunctionArguments
    ): Promise<{ json: string; rest: T }> {
        const json = await this.askForJson(functionName, functionArguments);
        return { json, rest: answered(schema, withoutContent(json) ?? JSON.parse(json)) };
    }
}
