// SPDX-License-Identifier: MIT

import { type DatabaseSession, PostgrestDatabaseSession, SupabaseClientFactory } from '@sanyam/store';
import { CloudError, type CloudConfiguration } from '@sanyam/types';
import { MeasuredDatabaseSession } from '../database/measured-database-session';
import type { ApiKeyCredentials, Credentials, SessionCredentials } from '../identity/caller';
import type { KeyTokenMinter } from '../identity/key-token-minter';
import type { Metrics } from '../observability/metrics';
import {
    type Admission,
    type Admissions,
    type AdmittedRequest,
    type FairVisit,
    keyRefused,
    requireAllowed
} from './admission';
import type { AdmissionDatabase } from './admission-database';

/**
 * Admits requests over PostgREST. Counts them with the service role. Calls send the caller's access token, or a token
 * that the gateway creates for an API key.
 */
export class PostgrestAdmissions implements Admissions {
    /** @param minter without it, API keys are not accepted */
    constructor(
        private readonly cloud: CloudConfiguration,
        private readonly database: AdmissionDatabase,
        private readonly minter: KeyTokenMinter | undefined,
        private readonly metrics: Pick<Metrics, 'databaseCalls'>
    ) {}

    begin(credentials: Credentials, visit: FairVisit): Admission {
        let admitted: Promise<AdmittedRequest> | undefined;
        const admit = () =>
            (admitted ??=
                credentials.kind === 'session'
                    ? this.admitSession(credentials, visit)
                    : this.admitKey(credentials, visit));
        return {
            admit,
            session: {
                call: async (...call) => {
                    const request = await admit();
                    requireAllowed(request);
                    return request.session.call(...call);
                }
            }
        };
    }

    private async admitSession(
        { userId, accessToken, scopesClaim }: SessionCredentials,
        visit: FairVisit
    ): Promise<AdmittedRequest> {
        const counted = await visit.runCounting(uncounted => this.database.countRequest(userId, uncounted));
        const { allowed, window, tier_limits: limits, upgrade_url: upgradeUrl } = counted;
        const caller = { kind: 'session', userId, isScoped: scopesClaim !== undefined } as const;
        return { caller, allowed, window, plan: { limits, upgradeUrl }, session: this.sessionWith(accessToken, visit) };
    }

    private async admitKey({ secretHash }: ApiKeyCredentials, visit: FairVisit): Promise<AdmittedRequest> {
        if (this.minter === undefined) {
            throw new CloudError(
                'CLOUD_NOT_CONFIGURED',
                'API keys are not set up on this server. Use an access token.'
            );
        }
        const key = await visit.runCounting(async uncounted => {
            const found = await this.database.authenticateKey(secretHash, uncounted);
            if (found.status !== 'active') {
                throw keyRefused(found);
            }
            return found;
        });
        const plan = { limits: key.tier_limits, upgradeUrl: key.upgrade_url };
        const caller = { kind: 'api-key', userId: key.user_id, keyId: key.key_id, scopes: key.scopes } as const;
        const accessToken = await this.minter.mint({ ...caller, keyName: key.key_name });
        return {
            caller,
            allowed: key.allowed,
            window: key.window,
            plan,
            session: this.sessionWith(accessToken, visit)
        };
    }

    private sessionWith(accessToken: string, { run }: FairVisit): DatabaseSession {
        const clients = new SupabaseClientFactory(this.cloud, { accessToken: () => Promise.resolve(accessToken) });
        const session = new PostgrestDatabaseSession(clients.create(), this.cloud.supabaseUrl);
        const measured = new MeasuredDatabaseSession(session, this.metrics);
        return { call: (...call) => run(() => measured.call(...call)) };
    }
}
