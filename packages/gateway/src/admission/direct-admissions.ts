// SPDX-License-Identifier: MIT

import { answered, type FunctionArguments } from '@sanyam/store';
import { type CloudError, featureDetailsSchema, tierLimitsSchema } from '@sanyam/types';
import { z } from 'zod';
import { timed } from '../database/call-timer';
import type { DirectDatabase } from '../database/direct-database';
import { callOf, DirectSession, type QueriedDatabase } from '../database/direct-session';
import type { Caller, Credentials } from '../identity/caller';
import type { Metrics } from '../observability/metrics';
import {
    type Admission,
    type Admissions,
    type AdmittedRequest,
    type FairVisit,
    keyRefused,
    requireAllowed
} from './admission';

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
        /** In a token that the gateway did not make, this can be anything. */
        sanyam_scopes: z.unknown().optional()
    }),
    tier_limits: tierLimitsSchema.nullable(),
    upgrade_url: z.string().nullable()
});
/** The scopes of a key, which the database made. */
const scopesSchema = z.array(z.string());

type AdmittedRow = z.infer<typeof admittedRowSchema>;

const refusedKeySchema = z.discriminatedUnion('status', [
    z.object({ status: z.enum(['unknown', 'revoked', 'expired']) }),
    z.object({ status: z.literal('not_available'), refusal: featureDetailsSchema })
]);

/** The function that admits a request, its arguments after the plan, and their values. */
interface Door {
    readonly functionName: string;
    readonly who: string;
    readonly more: string;
    readonly shown: readonly string[];
}

/** Admits requests over the gateway's own connections. */
export class DirectAdmissions implements Admissions {
    constructor(
        private readonly database: DirectDatabase,
        private readonly metrics: Pick<Metrics, 'databaseCalls'>
    ) {}

    begin(credentials: Credentials, visit: FairVisit): Admission {
        const database: QueriedDatabase = { query: (...query) => visit.run(() => this.database.query(...query)) };
        return new DirectAdmission(database, this.metrics, doorFor(credentials), visit);
    }
}

class DirectAdmission implements Admission {
    readonly session = {
        call: async (functionName: string, functionArguments: FunctionArguments, signal?: AbortSignal) => {
            signal?.throwIfAborted();
            if (this.admitted === undefined) {
                return this.admitWithCall(functionName, functionArguments, '');
            }
            requireAllowed(this.admitted);
            return this.admitted.session.call(functionName, functionArguments, signal);
        },
        callForText: async (functionName: string, functionArguments: FunctionArguments) =>
            String(
                this.admitted === undefined
                    ? await this.admitWithCall(functionName, functionArguments, '::text')
                    : await this.textOf(this.admitted, functionName, functionArguments)
            )
    };
    private admitted: AdmittedRequest | undefined;
    /** Kept, because each request calls the admission function only once. */
    private refusal: CloudError | undefined;

    constructor(
        private readonly database: QueriedDatabase,
        private readonly metrics: Pick<Metrics, 'databaseCalls'>,
        private readonly door: Door,
        private readonly visit: Pick<FairVisit, 'takeUncounted'>
    ) {}

    async admit(): Promise<AdmittedRequest> {
        if (this.refusal !== undefined) {
            throw this.refusal;
        }
        if (this.admitted === undefined) {
            const [row] = await timed(this.metrics, this.door.functionName, () =>
                this.database.query(`select a.* from ${this.admission(true)} a`, this.values())
            );
            return this.take(row);
        }
        return this.admitted;
    }

    /** Counts the request and calls the function in one transaction. If the call fails, the count is rolled back. */
    private async admitWithCall(
        functionName: string,
        functionArguments: FunctionArguments,
        cast: string
    ): Promise<unknown> {
        const { text, values } = callOf(functionName, functionArguments, this.door.shown.length + 2);
        const statement = `select a.*, case when a.allowed then ${text}${cast} end as answer from ${this.admission(false)} a`;
        return timed(this.metrics, functionName, async () => {
            const [row] = await this.database.query(statement, [...this.values(), ...values]);
            requireAllowed(this.take(row));
            return row?.['answer'];
        });
    }

    private textOf(admitted: AdmittedRequest, functionName: string, functionArguments: FunctionArguments) {
        requireAllowed(admitted);
        return admitted.session.callForText?.(functionName, functionArguments);
    }

    private admission(wantsPlan: boolean): string {
        const { functionName, who, more } = this.door;
        return `sanyam_gateway.${functionName}(${who}, ${wantsPlan}, $1::integer${more})`;
    }

    private values(): unknown[] {
        return [this.visit.takeUncounted(), ...this.door.shown];
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
    if (credentials.kind === 'api-key') {
        return { functionName: 'admit_key', who: `decode($2, 'hex')`, more: '', shown: [credentials.secretHash] };
    }
    const { userId, scopesClaim } = credentials;
    const door = { functionName: 'admit_session', who: '$2::uuid' };
    return scopesClaim === undefined
        ? { ...door, more: '', shown: [userId] }
        : { ...door, more: ', $3::json', shown: [userId, scopesClaim] };
}

function requestOf({ claims, ...row }: AdmittedRow): Omit<AdmittedRequest, 'session'> {
    const { sub: userId, sanyam_key_id: keyId, sanyam_scopes: scopes } = claims;
    const { request_limit: limit, used, reset_at: resetAt, tier_limits: limits, upgrade_url: upgradeUrl } = row;
    const caller: Caller =
        keyId === undefined
            ? { kind: 'session', userId }
            : { kind: 'api-key', userId, keyId, scopes: scopesSchema.parse(scopes) };
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
