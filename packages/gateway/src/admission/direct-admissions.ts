// SPDX-License-Identifier: MIT

import { answered, type DatabaseSession, type FunctionArguments } from '@sanyam/store';
import { type CloudError, featureDetailsSchema, tierLimitsSchema } from '@sanyam/types';
import { z } from 'zod';
import { timed } from '../database/call-timer';
import type { DirectDatabase } from '../database/direct-database';
import { callOf, DirectSession } from '../database/direct-session';
import type { Caller, Credentials } from '../identity/caller';
import type { Metrics } from '../observability/metrics';
import { type Admission, type Admissions, type AdmittedRequest, keyRefused, requireAllowed } from './admission';

/** The answer of the functions `admit_session` and `admit_key` for an admitted request. */
const admittedRowSchema = z.object({
    allowed: z.boolean(),
    request_limit: z.int().nullable(),
    used: z.int(),
    /** Seconds since 1970. PostgreSQL's driver returns a bigint as text. */
    reset_at: z.coerce.number(),
    claims: z.looseObject({
        sub: z.guid(),
        sanyam_key_id: z.guid().optional(),
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

/** The function that admits a request, and the value of its first parameter. */
interface Door {
    readonly functionName: string;
    readonly parameter: string;
    readonly shown: string;
}

/** Admits requests over the gateway's own connections. */
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
        call: async (functionName, functionArguments, signal) => {
            signal?.throwIfAborted();
            if (this.admitted === undefined) {
                return this.admitWithCall(functionName, functionArguments);
            }
            requireAllowed(this.admitted);
            return this.admitted.session.call(functionName, functionArguments, signal);
        }
    };
    private admitted: AdmittedRequest | undefined;
    /** Kept, because each request calls the admission function only once. */
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

    /** Counts the request and calls the function in one transaction. If the call fails, the count is rolled back. */
    private async admitWithCall(functionName: string, functionArguments: FunctionArguments): Promise<unknown> {
        const { text, values } = callOf(functionName, functionArguments);
        const statement = `select a.*, case when a.allowed then ${text} end as answer from ${this.admission(false)} a`;
        return timed(this.metrics, functionName, async () => {
            const [row] = await this.database.query(statement, [this.door.shown, ...values]);
            requireAllowed(this.take(row));
            return row?.['answer'];
        });
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
        this.admitted = {
            ...requestOf(admitted),
            session: new DirectSession(this.database, this.metrics, admitted.claims)
        };
        return this.admitted;
    }
}

function doorFor(credentials: Credentials): Door {
    return credentials.kind === 'session'
        ? { functionName: 'admit_session', parameter: '$1::uuid', shown: credentials.userId }
        : { functionName: 'admit_key', parameter: `decode($1, 'hex')`, shown: credentials.secretHash };
}

function requestOf({ claims, ...row }: AdmittedRow): Omit<AdmittedRequest, 'session'> {
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
