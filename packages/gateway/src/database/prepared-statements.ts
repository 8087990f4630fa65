// SPDX-License-Identifier: MIT

import { hash } from 'node:crypto';
import { DatabaseError } from 'pg';
import type { Logger } from 'pino';

/**
 * The maximum number of prepared statements. Each takes about 30 KB in each server process, and lists alone have more
 * than a hundred variants. Supavisor closes a connection with more than a hundred. The first statements keep their names:
 * `pg` has no call that forgets one, and behind a pooler DEALLOCATE reaches any server process. A statement that comes
 * later is slower by 0.07 to 0.12 ms, of 1.1 ms for a read and 1.8 ms for a save, because most of its time is inside of
 * the functions, whose plans the server keeps.
 */
const MOST_STATEMENTS = 32;

/** How often all statements are prepared again. After that, the cause of their failures is not a migration. */
const MOST_RENEWALS = 2;

/**
 * Errors of a prepared statement that has not run (appendix A of PostgreSQL's manual): the server has no statement with
 * this name, or already has one from another connection.
 */
const NOT_KEPT = new Set(['26000', '42P05']);

/** The routine in which PostgreSQL notices that a migration has changed the columns of a prepared statement. */
const CHANGED = 'RevalidateCachedQuery';

/**
 * The names of prepared statements. With a name, the server parses and plans a statement once. A pooler in transaction
 * mode may not support them. Then, after the first failure, statements are sent without names.
 */
export class PreparedStatements {
    private names = new Map<string, string>();
    private renewals = 0;
    private areKept = true;

    constructor(private readonly log: Pick<Logger, 'warn'>) {}

    /**
     * Returns the name of a statement, or undefined to send it unprepared. All gateways use the same names, for
     * poolers.
     */
    nameOf(text: string): string | undefined {
        const name = this.names.get(text);
        if (name !== undefined || !this.areKept || this.names.size >= MOST_STATEMENTS) {
            return name;
        }
        const made = `sanyam_${this.renewals}_${hash('sha256', text, 'hex').slice(0, 32)}`;
        this.names.set(text, made);
        return made;
    }

    /**
     * Handles the failure of a named statement. If the name is the cause, creates new names, or stops using names.
     *
     * @returns whether the name is the cause. Then the statement has not run: send it again, with its new name
     */
    noteFailure(name: string, error: unknown): boolean {
        if (!(error instanceof DatabaseError)) {
            return false;
        }
        const hasChanged = error.routine === CHANGED;
        if (!hasChanged && !NOT_KEPT.has(error.code ?? '')) {
            return false;
        }
        // Statements that ran at the same time fail as well. Only the first failure changes the names.
        if ([...this.names.values()].includes(name)) {
            this.giveUpNames(hasChanged);
        }
        return true;
    }

    private giveUpNames(hasChanged: boolean): void {
        this.names = new Map();
        if (hasChanged && this.renewals < MOST_RENEWALS) {
            this.renewals++;
        } else {
            this.areKept = false;
            this.log.warn('the database does not keep prepared statements: statements are sent unprepared from now on');
        }
    }
}
