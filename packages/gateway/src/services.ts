// SPDX-License-Identifier: MIT

import type { CloudConfiguration } from '@sanyam/types';
import type { Logger } from 'pino';
import type { Admissions } from './admission/admission';
import { AdmissionDatabase } from './admission/admission-database';
import { DirectAdmissions } from './admission/direct-admissions';
import { type FairLimits, FairUse, fairLimits } from './admission/fair-use';
import { PostgrestAdmissions } from './admission/postgrest-admissions';
import { TrustedProxies } from './admission/trusted-proxies';
import { type Billing, createBilling } from './billing/billing';
import type { GatewayConfiguration } from './configuration/gateway-configuration';
import { DirectDatabase } from './database/direct-database';
import { DirectPublicDatabase, PostgrestPublicDatabase, type PublicDatabase } from './database/public-database';
import { SharedPublicDatabase } from './database/shared-public-database';
import { AccessTokenVerifier } from './identity/access-token-verifier';
import { Authenticator } from './identity/authenticator';
import { KeyTokenMinter } from './identity/key-token-minter';
import { FreeForEveryone } from './licensing/free-for-everyone';
import { installedLicensing } from './licensing/installed-licensing';
import { LicensedPlans } from './licensing/licensed-plans';
import type { Licensing } from './licensing/licensing';
import { Metrics } from './observability/metrics';

/** The services of a cloud. */
export interface CloudServices {
    readonly authenticator: Authenticator;
    readonly admissions: Admissions;
    readonly licensing: Licensing;
    readonly publicDatabase: PublicDatabase;
    readonly fairUse: FairUse;
    readonly proxies: TrustedProxies;
    /** Closes the database connections. */
    close(): Promise<void>;
}

/** The parts of a gateway. All state is in the database. */
export interface Services {
    readonly configuration: GatewayConfiguration;
    readonly log: Logger;
    readonly metrics: Metrics;
    readonly proxies: TrustedProxies;
    /** Without it, routes that need a cloud return CLOUD_NOT_CONFIGURED. */
    readonly cloud: CloudServices | undefined;
    /** Without it, routes of billing return CLOUD_NOT_CONFIGURED. */
    readonly billing: Billing | undefined;
}

/**
 * Creates the services.
 *
 * @param limits that differ from those of {@link fairLimits}
 * @throws Error with a sentence that names an invalid variable
 */
export async function createServices(
    configuration: GatewayConfiguration,
    log: Logger,
    limits: Partial<FairLimits> = {}
): Promise<Services> {
    const { cloud } = configuration;
    const metrics = new Metrics();
    const proxies = new TrustedProxies(configuration.trustedProxies);
    const services =
        cloud === undefined
            ? undefined
            : await createCloudServices(cloud, configuration, { log, metrics, proxies }, limits);
    return {
        configuration,
        log,
        metrics,
        proxies,
        cloud: services,
        billing: billingOf(configuration, services, { log, metrics })
    };
}

function billingOf(
    { billing, cloud, serviceRoleKey }: GatewayConfiguration,
    services: Pick<CloudServices, 'publicDatabase'> | undefined,
    { log, metrics }: Observers
): Billing | undefined {
    if (billing === undefined || cloud === undefined || services === undefined || serviceRoleKey === undefined) {
        return undefined;
    }
    const tiers = () => services.publicDatabase.tiers();
    return createBilling(billing, { supabaseUrl: cloud.supabaseUrl, serviceRoleKey, tiers }, log, metrics);
}

async function createCloudServices(
    cloud: CloudConfiguration,
    configuration: GatewayConfiguration,
    { log, metrics, proxies }: Observers & Pick<Services, 'proxies'>,
    limits: Partial<FairLimits>
): Promise<CloudServices> {
    const way =
        configuration.databaseUrl === undefined
            ? await overPostgrest(cloud, configuration, metrics)
            : overDirectConnections(configuration.databaseUrl, configuration, { log, metrics });
    const publicDatabase = new SharedPublicDatabase(way.publicDatabase);
    return {
        ...way,
        publicDatabase,
        proxies,
        authenticator: new Authenticator(new AccessTokenVerifier(cloud.supabaseUrl, configuration.signingKey)),
        licensing: createLicensing(publicDatabase.tiers, log),
        fairUse: new FairUse({ ...fairLimits(configuration.databasePoolSize), ...limits }, metrics)
    };
}

type Observers = Pick<Services, 'log' | 'metrics'>;
type WayToTheDatabase = Pick<CloudServices, 'admissions' | 'publicDatabase' | 'close'>;

function overDirectConnections(
    url: string,
    { databasePoolSize }: GatewayConfiguration,
    { log, metrics }: Observers
): WayToTheDatabase {
    const database = new DirectDatabase(url, databasePoolSize, log);
    return {
        admissions: new DirectAdmissions(database, metrics),
        publicDatabase: new DirectPublicDatabase(database),
        close: () => database.close()
    };
}

async function overPostgrest(
    cloud: CloudConfiguration,
    { serviceRoleKey, signingKey }: GatewayConfiguration,
    metrics: Metrics
): Promise<WayToTheDatabase> {
    if (serviceRoleKey === undefined) {
        throw new Error(
            'Neither SUPABASE_SERVICE_ROLE_KEY nor DATABASE_URL is set. ' +
                'Set one of them, so that the gateway can count requests and look up API keys.'
        );
    }
    const minter = signingKey === undefined ? undefined : await KeyTokenMinter.create(signingKey);
    return {
        admissions: new PostgrestAdmissions(
            cloud,
            AdmissionDatabase.overPostgrest(cloud.supabaseUrl, serviceRoleKey, metrics),
            minter,
            metrics
        ),
        publicDatabase: new PostgrestPublicDatabase(cloud),
        close: () => Promise.resolve()
    };
}

function createLicensing(tiers: PublicDatabase['tiers'], log: Logger): Licensing {
    const licensing = installedLicensing();
    if (licensing === undefined) {
        log.warn('@sanyam/licensing is not installed: everyone has the free tier');
        return new FreeForEveryone(tiers);
    }
    return new LicensedPlans(limits => licensing.DatabaseFeatureGate.of(limits), tiers);
}
