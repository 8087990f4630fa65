// SPDX-License-Identifier: MIT

import type pg from 'pg';
import { z } from 'zod';

/** What a JSON value becomes as an argument: JSON, the text of the value, a boolean, or a value that must be in quotes. */
export type ArgumentKind = 'json' | 'text' | 'boolean' | 'other';

/** An argument of a function. */
export interface FunctionArgument {
    /** As PostgreSQL names it in messages, such as `timestamp with time zone`. */
    readonly type: string;
    readonly kind: ArgumentKind;
}

/** The arguments of all public functions: by the function's name, then by the argument's. */
export type FunctionArguments = ReadonlyMap<string, ReadonlyMap<string, FunctionArgument>>;

const rowSchema = z.object({
    function: z.string(),
    argument: z.string(),
    type: z.string(),
    kind: z.enum(['json', 'text', 'boolean', 'other'])
});

/**
 * Reads which arguments the public functions have. Of an argument that has two types, because several functions have the
 * same name, it reads none.
 */
export async function readFunctionArguments(client: pg.Client): Promise<FunctionArguments> {
    const { rows } = await client.query(`
        select p.proname as function, a.name as argument, min(format_type(t.oid, null)) as type, min(case
            when t.typname in ('json', 'jsonb') or t.typcategory in ('A', 'C') then 'json'
            when t.typcategory in ('S', 'N') or t.typname = 'uuid' then 'text'
            when t.typcategory = 'B' then 'boolean'
            else 'other' end) as kind
        from pg_proc p
        cross join lateral unnest(p.proargnames[1:p.pronargs], p.proargtypes::oid[]) a (name, type)
        join pg_type t on t.oid = a.type
        where p.pronamespace = 'public'::regnamespace and a.name <> ''
        group by 1, 2
        having count(distinct t.oid) = 1`);
    const functions = new Map<string, Map<string, FunctionArgument>>();
    for (const { function: name, argument, type, kind } of z.array(rowSchema).parse(rows)) {
        const known = functions.get(name) ?? new Map<string, FunctionArgument>();
        functions.set(name, known.set(argument, { type, kind }));
    }
    return functions;
}
