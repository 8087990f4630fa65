// SPDX-License-Identifier: MIT

import type { CloudConfiguration, FeatureGate } from '@sanyam/types';
import type { Logger } from 'pino';
import type { GatewayConfiguration } from './configuration/gateway-configuration';
import { AdmissionDatabase } from './database/admission-database';
import { type DatabaseSessions, PostgrestDatabaseSessions } from './database/database-sessions';
import { PublicDatabase } from './database/public-database';
import { BodyLimit } from './http/body-limit';
import { AccessTokenVerifier } from './identity/access-token-verifier';
import { Admission } from './identity/admission';
import { KeyTokenMinter } from './identity/key-token-minter';
import { FreeFeatureGate } from './licensing/free-feature-gate';
import { isLicensingInstalled } from './licensing/is-licensing-installed';
import { Metrics } from './observability/metrics';

/** What the operations need of a cloud. */
export interface CloudServices {
    readonly admission: Admission;
    readonly sessions: DatabaseSessions;
    readonly publicDatabase: PublicDatabase;
    readonly bodyLimit: BodyLimit;
    /** Without `@sanyam/licensing` everyone has the free tier, and this makes the gate of a request. */
    readonly freeGate: (() => FeatureGate) | undefined;
}

/** Everything that the gateway is made of; all of it can be thrown away, for its state lies in the database. */
export interface Services {
    readonly configuration: GatewayConfiguration;
    readonly log: Logger;
    readonly metrics: Metrics;
    /** Without one, what needs it answers CLOUD_NOT_CONFIGURED. */
    readonly cloud: CloudServices | undefined;
}

/** @throws Error with a sentence that names a variable which is not as it should be */
export async function createServices(configuration: GatewayConfiguration, log: Logger): Promise<Services> {
    const metrics = new Metrics();
    const { cloud } = configuration;
    if (!isLicensingInstalled()) {
        log.warn('@sanyam/licensing is not installed: everyone has the free tier here');
    }
    return {
        configuration,
        log,
        metrics,
        cloud: cloud === undefined ? undefined : await createCloudServices(cloud, configuration)
    };
}

async function createCloudServices(
    cloud: CloudConfiguration,
    { serviceRoleKey, signingKey }: GatewayConfiguration
): Promise<CloudServices> {
    if (serviceRoleKey === undefined) {
        throw new Error(
            'SUPABASE_SERVICE_ROLE_KEY is not set. The gateway counts requests with it, and looks up API keys.'
        );
    }
    const publicDatabase = new PublicDatabase(cloud);
    return {
        admission: new Admission(
            new AccessTokenVerifier(cloud.supabaseUrl, signingKey),
            AdmissionDatabase.overPostgrest(cloud.supabaseUrl, serviceRoleKey),
            signingKey === undefined ? undefined : await KeyTokenMinter.create(signingKey)
        ),
        sessions: new PostgrestDatabaseSessions(cloud),
        publicDatabase,
        bodyLimit: new BodyLimit(() => publicDatabase.tiers()),
        freeGate: isLicensingInstalled() ? undefined : () => new FreeFeatureGate(() => publicDatabase.tiers())
    };
}
