// SPDX-License-Identifier: MIT

import { type DatabaseSession, PostgrestDatabaseSession, SupabaseClientFactory } from '@sanyam/store';
import { CloudError, type CloudConfiguration } from '@sanyam/types';
import type { AdmissionDatabase } from '../database/admission-database';
import type { ApiKeyCredentials, Credentials, SessionCredentials } from '../identity/caller';
import type { KeyTokenMinter } from '../identity/key-token-minter';
import { unauthorized } from '../identity/unauthorized';
import { type Admission, type Admissions, type AdmittedRequest, keyRefused, requireAllowed } from './admission';

/** A request that was let in, and the token that shows the database its caller. */
interface Admitted {
    readonly request: AdmittedRequest;
    readonly accessToken: string;
}

/**
 * Over PostgREST: requests are counted with the service role; calls show the caller's token, or one minted for a key.
 */
export class PostgrestAdmissions implements Admissions {
    /** @param minter without one, API keys are not accepted */
    constructor(
        private readonly cloud: CloudConfiguration,
        private readonly database: AdmissionDatabase,
        private readonly minter: KeyTokenMinter | undefined
    ) {}

    begin(credentials: Credentials): Admission {
        let admitted: Promise<Admitted> | undefined;
        const admit = () =>
            (admitted ??= credentials.kind === 'session' ? this.admitSession(credentials) : this.admitKey(credentials));
        return {
            admit: async () => (await admit()).request,
            session: {
                call: async (...call) => {
                    const { request, accessToken } = await admit();
                    requireAllowed(request);
                    return this.sessionWith(accessToken).call(...call);
                }
            }
        };
    }

    private async admitSession({ userId, accessToken }: SessionCredentials): Promise<Admitted> {
        const counted = await this.database.countRequest(userId).catch((error: unknown) => {
            // A token outlives its user.
            throw error instanceof CloudError && error.status === 404 ? unauthorized('invalid', error) : error;
        });
        const { allowed, window, tier_limits: limits, upgrade_url: upgradeUrl } = counted;
        const caller = { kind: 'session', userId } as const;
        return { request: { caller, allowed, window, plan: { limits, upgradeUrl } }, accessToken };
    }

    private async admitKey({ secretHash }: ApiKeyCredentials): Promise<Admitted> {
        if (this.minter === undefined) {
            throw new CloudError('CLOUD_NOT_CONFIGURED', 'API keys are not set up here. Use an access token.');
        }
        const key = await this.database.authenticateKey(secretHash);
        if (key.status !== 'active') {
            throw keyRefused(key);
        }
        const plan = { limits: key.tier_limits, upgradeUrl: key.upgrade_url };
        const caller = { kind: 'api-key', userId: key.user_id, keyId: key.key_id, scopes: key.scopes } as const;
        return {
            request: { caller, allowed: key.allowed, window: key.window, plan },
            accessToken: await this.minter.mint({ ...caller, keyName: key.key_name })
        };
    }

    private sessionWith(accessToken: string): DatabaseSession {
        const clients = new SupabaseClientFactory(this.cloud, { accessToken: () => Promise.resolve(accessToken) });
        return new PostgrestDatabaseSession(clients.create(), this.cloud.supabaseUrl);
    }
}
