// SPDX-License-Identifier: MIT

import type { ReadyLine } from '@sanyam/local-cloud';
import pg from 'pg';

/** What a function of the API answered: its value, or the code and details of its error. */
export type Outcome =
    | { readonly ok: true; readonly value: unknown }
    | { readonly ok: false; readonly code: string; readonly details: string };

/** Who calls: the claims of a token, and the role that PostgREST takes on for it. */
export interface Claims {
    readonly role: 'anon' | 'authenticated' | 'service_role';
    readonly sub?: string;
    readonly sanyam_scopes?: readonly string[];
    readonly sanyam_key_name?: string;
}

/**
 * Calls functions as PostgREST does, without the way through HTTP: a transaction takes on the role, sets both settings
 * with claims, and calls. For tests of thousands of calls.
 */
export class SessionPool {
    private readonly pool: pg.Pool;

    /** @param size how many calls run at once */
    constructor(cloud: ReadyLine, size: number) {
        this.pool = new pg.Pool({ connectionString: cloud.databaseUrl, max: size });
        this.pool.on('error', () => undefined);
        // Whoever called hears of a connection that was lost by the rejection of the call.
        this.pool.on('connect', connection => connection.on('error', () => undefined));
    }

    async close(): Promise<void> {
        await this.pool.end();
    }

    /**
     * @param settings further settings for the transaction
     * @throws the error of PostgreSQL when it is none that the API may answer, a deadlock for example
     */
    async call(
        claims: Claims,
        name: string,
        body: Readonly<Record<string, unknown>> = {},
        settings: Readonly<Record<string, string>> = {}
    ): Promise<Outcome> {
        const all = {
            ...settings,
            'request.jwt.claims': JSON.stringify(claims),
            'request.jwt.claim.sub': claims.sub ?? '',
            'request.jwt.claim.role': claims.role,
            role: claims.role
        };
        const setting = Object.entries(all).map(
            ([key, value]) => `set_config(${pg.escapeLiteral(key)}, ${pg.escapeLiteral(value)}, true)`
        );
        const passed = Object.entries(body).map(([key, value]) => `${pg.escapeIdentifier(key)} => ${literal(value)}`);
        // Statements that are sent together are one transaction.
        const text = `select ${setting.join()}; select public.${pg.escapeIdentifier(name)}(${passed.join()}) as value`;
        const connection = await this.pool.connect();
        try {
            const results: unknown = await connection.query(text);
            connection.release();
            return { ok: true, value: Array.isArray(results) ? valueOf(results.at(-1)) : undefined };
        } catch (error) {
            // A refusal leaves the connection as good as it was; the pool's own query would throw it away.
            connection.release(!(error instanceof pg.DatabaseError));
            if (error instanceof pg.DatabaseError && /^PT\d{3}$/.test(error.code ?? '')) {
                return { ok: false, code: error.message, details: error.detail ?? '{}' };
            }
            throw error;
        }
    }
}

function literal(value: unknown): string {
    if (value === null || value === undefined) {
        return 'null';
    }
    if (Array.isArray(value)) {
        return `array[${value.map(literal).join()}]::text[]`;
    }
    return typeof value === 'number' || typeof value === 'boolean' ? String(value) : pg.escapeLiteral(String(value));
}

function valueOf(result: pg.QueryResult<{ value: unknown }>): unknown {
    return result.rows[0]?.value;
}
