// SPDX-License-Identifier: MIT

import { answered, type CallOptions, type DatabaseSession, type FunctionArguments } from '@sanyam/store';
import { type CloudError, featureDetailsSchema, tierLimitsSchema } from '@sanyam/types';
import { z } from 'zod';
import { timed } from '../database/call-timer';
import type { DirectDatabase } from '../database/direct-database';
import { DirectSession, type QueriedDatabase } from '../database/direct-session';
import { castFor, Statement } from '../database/statement';
import { untilAborted } from '../database/until-aborted';
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

/** The function that admits a request, and what it needs to know about the caller, by parameter name. */
interface Door {
    readonly functionName: string;
    readonly values: Readonly<Record<string, unknown>>;
}

/** The answer of the statement that counts a request. */
interface Counted {
    readonly row: Readonly<Record<string, unknown>>;
    readonly admitted: AdmittedRequest;
}

/** Admits requests over the gateway's own connections. */
export class DirectAdmissions implements Admissions {
    constructor(
        private readonly database: DirectDatabase,
        private readonly metrics: Pick<Metrics, 'databaseCalls'>
    ) {}

    begin(credentials: Credentials, visit: FairVisit): Admission {
        return new DirectAdmission(this.database, this.metrics, doorFor(credentials), visit);
    }
}

class DirectAdmission implements Admission {
    readonly session: DatabaseSession = {
        call: async (...call) => {
            if (this.admitted === undefined) {
                return this.admitWithCall(...call);
            }
            requireAllowed(this.admitted);
            return this.admitted.session.call(...call);
        }
    };
    private admitted: AdmittedRequest | undefined;
    /** Kept, because each request calls the admission function only once. */
    private refusal: CloudError | undefined;
    /** The statement that counts the request, which goes on when its client has gone. */
    private counting: Promise<Counted> | undefined;

    constructor(
        private readonly database: QueriedDatabase,
        private readonly metrics: Pick<Metrics, 'databaseCalls'>,
        private readonly door: Door,
        private readonly visit: FairVisit
    ) {}

    async admit(): Promise<AdmittedRequest> {
        // If it fails, it is rolled back, and the request is not counted yet.
        await this.counting?.then(ignore, ignore);
        if (this.refusal !== undefined) {
            throw this.refusal;
        }
        if (this.admitted !== undefined) {
            return this.admitted;
        }
        const { admitted } = await timed(this.metrics, this.door.functionName, () =>
            this.count(new Statement(), true, admission => `select a.* from ${admission} a`)
        );
        return admitted;
    }

    /** Counts the request and calls the function in one transaction. If the call fails, the count is rolled back. */
    private async admitWithCall(
        functionName: string,
        functionArguments: FunctionArguments,
        { as, signal }: CallOptions = {}
    ): Promise<unknown> {
        const statement = new Statement();
        const answer = statement.call(`public.${functionName}`, functionArguments) + castFor(as);
        signal?.throwIfAborted();
        return timed(this.metrics, functionName, () =>
            untilAborted(signal, async () => {
                const { row, admitted } = await this.count(
                    statement,
                    false,
                    admission => `select a.*, case when a.allowed then ${answer} end as answer from ${admission} a`
                );
                requireAllowed(admitted);
                return row['answer'];
            })
        );
    }

    /** Counts the request, and all earlier requests of the user that are not counted yet. */
    private count(statement: Statement, wantsPlan: boolean, textWith: (admission: string) => string): Promise<Counted> {
        const { functionName, values } = this.door;
        this.counting = this.visit.runCounting(async uncounted => {
            const admission = { ...values, wants_plan: wantsPlan, uncounted };
            const text = textWith(statement.call(`sanyam_gateway.${functionName}`, admission));
            const [row = {}] = await this.database.query(text, statement.values);
            return { row, admitted: this.take(row) };
        });
        return this.counting;
    }

    private take(row: Record<string, unknown>): AdmittedRequest {
        if (row['status'] !== undefined && row['status'] !== 'active') {
            this.refusal = keyRefused(answered(refusedKeySchema, row));
            throw this.refusal;
        }
        const admitted = answered(admittedRowSchema, row);
        const fairDatabase: QueriedDatabase = {
            query: (...query) => this.visit.run(() => this.database.query(...query))
        };
        this.admitted = {
            ...requestOf(admitted),
            session: new DirectSession(fairDatabase, this.metrics, admitted.claims)
        };
        return this.admitted;
    }
}

const ignore = () => undefined;

function doorFor(credentials: Credentials): Door {
    if (credentials.kind === 'api-key') {
        return { functionName: 'admit_key', values: { secret_hash: Buffer.from(credentials.secretHash, 'hex') } };
    }
    const { userId, scopesClaim, signInClaims } = credentials;
    return {
        functionName: 'admit_session',
        values: { user_id: userId, sanyam_scopes: scopesClaim, sign_in: signInClaims }
    };
}

function requestOf({ claims, ...row }: AdmittedRow): Omit<AdmittedRequest, 'session'> {
    const { sub: userId, sanyam_key_id: keyId, sanyam_scopes: scopes } = claims;
    const { request_limit: limit, used, reset_at: resetAt, tier_limits: limits, upgrade_url: upgradeUrl } = row;
    const caller: Caller =
        keyId === undefined
            ? { kind: 'session', userId, isScoped: scopes !== undefined }
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
