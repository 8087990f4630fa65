// SPDX-License-Identifier: MIT

import type { Action, FactBase } from '@supabase/pg-delta';

/** The role that applies migrations. */
const MIGRATING = 'postgres';

/**
 * Returns the statement of an action. Only the owner of a table may drop its triggers, and the tables of the auth server
 * have another owner. There, the statements give the trigger a function that exists for this alone, and drop the
 * function with the trigger. That needs only the right that creating the trigger needed.
 *
 * @param facts the database before the action
 */
export function withForeignTriggerDropped({ sql, destroys }: Action, facts: FactBase): string {
    const [, trigger, table] = /^drop trigger (".+") on ("(?:[^"]|"")+"\."(?:[^"]|"")+")$/i.exec(sql) ?? [];
    const [id] = destroys;
    if (trigger === undefined || id?.kind !== 'trigger') {
        return sql;
    }
    const owner = facts
        .outgoingEdges({ kind: 'table', schema: id.schema, name: id.table })
        .find(({ kind }) => kind === 'owner')?.to;
    if (owner?.kind !== 'role' || owner.name === MIGRATING) {
        return sql;
    }
    const taking = 'pg_temp.of_dropped_trigger()';
    return [
        `create function ${taking} returns trigger language plpgsql as 'begin return null; end';`,
        `create or replace trigger ${trigger} after insert on ${table} execute function ${taking};`,
        // PostgreSQL drops what depends on a function without asking for rights to it.
        `drop function ${taking} cascade`
    ].join('\n');
}
