// SPDX-License-Identifier: MIT

import { hash } from 'node:crypto';
import { DatabaseError } from 'pg';

/**
 * What a server says before it runs a statement that it was to have kept and has not, or not like this (appendix A of
 * PostgreSQL's manual): it knows no statement of the name, or another one.
 */
const NOT_KEPT = new Set(['26000', '42P05']);

/** Where PostgreSQL notices, before it runs it, that a kept statement answers in other columns since a migration. */
const CHANGED = 'RevalidateCachedQuery';

/**
 * Under which names connections keep statements, so that the server reads and plans each of them once. A pooler that
 * lends its connections by the transaction may not know of these; then statements go without, from the first that fails.
 */
export class PreparedStatements {
    private readonly names = new Map<string, string>();
    private areKept = true;

    /** The same for all gateways, since a pooler mixes their connections; undefined to send the statement without. */
    nameOf(text: string): string | undefined {
        if (!this.areKept) {
            return undefined;
        }
        const name = this.names.get(text) ?? `sanyam_${hash('sha256', text, 'hex').slice(0, 32)}`;
        this.names.set(text, name);
        return name;
    }

    /** Whether a statement failed because it was not kept: it has not run, and none is kept from now on. */
    giveUpAfter(error: unknown): boolean {
        const isNotKept =
            error instanceof DatabaseError && (NOT_KEPT.has(error.code ?? '') || error.routine === CHANGED);
        this.areKept &&= !isNotKept;
        return isNotKept;
    }
}
