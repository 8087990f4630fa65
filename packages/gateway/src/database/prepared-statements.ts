// SPDX-License-Identifier: MIT

import { hash } from 'node:crypto';
import { DatabaseError } from 'pg';
import type { Logger } from 'pino';

/**
 * How many statements are kept. Each takes some 30 KB in each server process, and lists alone can be asked for in more
 * than a hundred ways. Supavisor ends a connection that keeps more than a hundred.
 */
const MOST_STATEMENTS = 32;

/** How often all are prepared anew; more often, and it is no migration that makes them fail. */
const MOST_RENEWALS = 2;

/**
 * What a server says before it runs a statement that it was to have kept and has not (appendix A of PostgreSQL's
 * manual): it knows no statement of the name, or has one already that this connection did not make.
 */
const NOT_KEPT = new Set(['26000', '42P05']);

/** Where PostgreSQL notices, before it runs it, that a kept statement answers in other columns since a migration. */
const CHANGED = 'RevalidateCachedQuery';

/**
 * Under which names connections keep statements, so that the server reads and plans each of them once. A pooler that
 * lends its connections by the transaction may not know of these; then statements go without, from the first that fails.
 */
export class PreparedStatements {
    private names = new Map<string, string>();
    private renewals = 0;
    private areKept = true;

    constructor(private readonly log: Pick<Logger, 'warn'>) {}

    /** The same for all gateways, since a pooler mixes their connections; undefined to send the statement without. */
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
     * Takes note that a statement failed that was to be kept under this name. If it failed for that reason, the names are
     * given up, or made anew.
     *
     * @returns whether it failed for that reason: it has not run, and is to be sent again, under what is its name by then
     */
    noteFailure(name: string, error: unknown): boolean {
        if (!(error instanceof DatabaseError)) {
            return false;
        }
        const hasChanged = error.routine === CHANGED;
        if (!hasChanged && !NOT_KEPT.has(error.code ?? '')) {
            return false;
        }
        // Whatever ran at the same time fails as well; the first has seen to it for all.
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
            this.log.warn('statements are sent unprepared from now on, since the database does not keep them');
        }
    }
}
