// SPDX-License-Identifier: MIT

import { answered, type DatabaseSession, type FunctionArguments } from '@sanyam/store';
import { type CloudError, featureDetailsSchema, tierLimitsSchema } from '@sanyam/types';
import { z } from 'zod';
import { timed } from '../database/call-timer';
import type { DirectDatabase } from '../database/direct-database';
import type { Caller, Credentials } from '../identity/caller';
import type { Metrics } from '../observability/metrics';
import { type Admission, type Admissions, type AdmittedRequest, keyRefused, requireAllowed } from './admission';

/** What the functions of the schema sanyam_gateway say of a request. */
const admittedRowSchema = z.object({
    allowed: z.boolean(),
    request_limit: z.int().nullable(),
    used: z.int(),
    /** A bigint, which PostgreSQL's driver leaves as text. Seconds since 1970. */
    reset_at: z.coerce.number(),
    claims: z.looseObject({
        sub: z.uuid(),
        sanyam_key_id: z.uuid().optional(),
        sanyam_scopes: z.array(z.string()).optional()
    }),
    tier_limits: tierLimitsSchema.nullable(),
    upgrade_url: z.string().nullable()
});
type AdmittedRow = z.infer<typeof admittedRowSchema>;

const refusedKeySchema = z.discriminatedUnion('status', [
    z.object({ status: z.enum(['unknown', 'revoked', 'expired']) }),
    z.object({ status: z.literal('not_available'), refusal: featureDetailsSchema })
]);

/** The function that lets a request in, and what it is shown as its first parameter. */
interface Door {
    readonly functionName: string;
    readonly parameter: string;
    readonly shown: string;
}

/** The functions of the API and their parameters; nothing else becomes part of a statement. */
const IDENTIFIER = /^[a-z_]{1,63}$/;

/**
 * Over a connection of the gateway's own, whose login may execute the API's functions and nothing else. One statement
 * says who calls and calls the function, so that nothing of it is left on the connection for whoever comes next.
 */
export class DirectAdmissions implements Admissions {
    constructor(
        private readonly database: DirectDatabase,
        private readonly metrics: Pick<Metrics, 'databaseCalls'>
    ) {}

    begin(credentials: Credentials): Admission {
        return new DirectAdmission(this.database, this.metrics, doorFor(credentials));
    }
}

class DirectAdmission implements Admission {
    readonly session: DatabaseSession = {
        call: (functionName, functionArguments, signal) => {
            signal?.throwIfAborted();
            return this.call(functionName, functionArguments);
        }
    };
    private claims: AdmittedRow['claims'] | undefined;
    private admitted: AdmittedRequest | undefined;
    /** A request is asked about once, and a refused key is counted, too. */
    private refusal: CloudError | undefined;

    constructor(
        private readonly database: DirectDatabase,
        private readonly metrics: Pick<Metrics, 'databaseCalls'>,
        private readonly door: Door
    ) {}

    async admit(): Promise<AdmittedRequest> {
        if (this.refusal !== undefined) {
            throw this.refusal;
        }
        if (this.admitted === undefined) {
            const [row] = await timed(this.metrics, this.door.functionName, () =>
                this.database.query(`select a.* from ${this.admission(true)} a`, [this.door.shown])
            );
            return this.take(row);
        }
        return this.admitted;
    }

    private async call(functionName: string, functionArguments: FunctionArguments): Promise<unknown> {
        const { text, values } = callOf(functionName, functionArguments);
        if (this.admitted === undefined) {
            // It reads before it would be refused, and is counted with the read: one round trip, and one transaction.
            const [row] = await this.database.query(
                `select a.*, case when a.allowed then ${text} end as answer from ${this.admission(false)} a`,
                [this.door.shown, ...values]
            );
            requireAllowed(this.take(row));
            return row?.['answer'];
        }
        requireAllowed(this.admitted);
        const [row] = await this.database.query(`select ${text} as answer from sanyam_gateway.act_as($1::json)`, [
            JSON.stringify(this.claims),
            ...values
        ]);
        return row?.['answer'];
    }

    private admission(wantsPlan: boolean): string {
        return `sanyam_gateway.${this.door.functionName}(${this.door.parameter}, ${wantsPlan})`;
    }

    private take(row: Record<string, unknown> | undefined): AdmittedRequest {
        if (row?.['status'] !== undefined && row['status'] !== 'active') {
            this.refusal = keyRefused(answered(refusedKeySchema, row));
            throw this.refusal;
        }
        const admitted = answered(admittedRowSchema, row);
        this.claims = admitted.claims;
        this.admitted = requestOf(admitted);
        return this.admitted;
    }
}

function doorFor(credentials: Credentials): Door {
    return credentials.kind === 'session'
        ? { functionName: 'admit_session', parameter: '$1::uuid', shown: credentials.userId }
        : { functionName: 'admit_key', parameter: `decode($1, 'hex')`, shown: credentials.secretHash };
}

function requestOf({ claims, ...row }: AdmittedRow): AdmittedRequest {
    const { sub: userId, sanyam_key_id: keyId, sanyam_scopes: scopes = [] } = claims;
    const { request_limit: limit, used, reset_at: resetAt, tier_limits: limits, upgrade_url: upgradeUrl } = row;
    const caller: Caller =
        keyId === undefined ? { kind: 'session', userId } : { kind: 'api-key', userId, keyId, scopes };
    return {
        caller,
        allowed: row.allowed,
        window: {
            limit,
            used,
            remaining: limit === null ? null : Math.max(limit - used, 0),
            reset_at: new Date(resetAt * 1000).toISOString()
        },
        plan: limits === null ? undefined : { limits, upgradeUrl }
    };
}

/** The call of a function as part of a statement, whose first parameter is taken. */
function callOf(functionName: string, functionArguments: FunctionArguments): { text: string; values: unknown[] } {
    const given = Object.entries(functionArguments).filter(([, value]) => value !== undefined);
    const names = [functionName, ...given.map(([name]) => name)];
    if (!names.every(name => IDENTIFIER.test(name))) {
        throw new TypeError(`${names.join(', ')}: not all of these are names of a function and its parameters.`);
    }
    const parameters = given.map(([name], index) => `${name} => $${index + 2}`);
    return { text: `public.${functionName}(${parameters.join(', ')})`, values: given.map(([, value]) => value) };
}
