// SPDX-License-Identifier: MIT

import type { ReadyLine } from '@sanyam/local-cloud';
import pg from 'pg';

/** The outcome of an API call: the value, or the code and details of the error. */
export type Outcome =
    | { readonly ok: true; readonly value: unknown }
    | { readonly ok: false; readonly code: string; readonly details: string };

/** The claims of a token, and the role that PostgREST sets for it. */
export interface Claims {
    readonly role: 'anon' | 'authenticated' | 'service_role';
    readonly sub?: string;
    readonly sanyam_scopes?: readonly string[];
    readonly sanyam_key_name?: string;
}

/**
 * Calls functions as PostgREST does, but without HTTP, for tests with thousands of calls. One transaction sets the role
 * and both claim settings, and calls the function.
 */
export class SessionPool {
    private readonly pool: pg.Pool;

    /** @param size the number of calls that can run at once */
    constructor(cloud: ReadyLine, size: number) {
        this.pool = new pg.Pool({ connectionString: cloud.databaseUrl, max: size });
        this.pool.on('error', () => undefined);
        // A lost connection rejects the running call, so its error event needs no handling.
        this.pool.on('connect', connection => connection.on('error', () => undefined));
    }

    async close(): Promise<void> {
        await this.pool.end();
    }

    /**
     * @param settings more settings for the transaction
     * @throws an error of PostgreSQL that is not an answer of the API, for example a deadlock
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
        // PostgreSQL runs statements that are sent together in one transaction.
        const text = `select ${setting.join()}; select public.${pg.escapeIdentifier(name)}(${passed.join()}) as value`;
        const connection = await this.pool.connect();
        try {
            const results: unknown = await connection.query(text);
            connection.release();
            return { ok: true, value: Array.isArray(results) ? valueOf(results.at(-1)) : undefined };
        } catch (error) {
            // The connection is still usable after a refusal. pool.query() would discard it.
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
