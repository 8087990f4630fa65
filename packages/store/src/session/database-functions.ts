// SPDX-License-Identifier: MIT

import type { z } from 'zod';
import { splitContent } from './answer-text';
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
        return answered(schema, await this.session.call(functionName, functionArguments, signal));
    }

    /**
     * Calls a function whose answer ends with `content`, and validates the rest. If the session can, the text stays as the
     * database wrote it: to parse and to write megabytes would hold up everything else in this process.
     *
     * @returns the whole answer as JSON, and the rest of it
     * @throws CloudError for every failure
     */
    protected async askForText<T extends object>(
        schema: z.ZodType<T>,
        functionName: string,
        functionArguments: FunctionArguments
    ): Promise<{ json: string; rest: T }> {
        const text = await this.session.callForText?.(functionName, functionArguments);
        const split = text === undefined ? undefined : splitContent(text);
        if (split !== undefined) {
            return { json: split.json, rest: answered(schema, split.rest) };
        }
        const answer: unknown =
            text === undefined ? await this.session.call(functionName, functionArguments) : JSON.parse(text);
        return { json: JSON.stringify(answer), rest: answered(schema, answer) };
    }
}
