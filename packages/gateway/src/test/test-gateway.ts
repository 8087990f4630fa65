// SPDX-License-Identifier: MIT

import type { ReadyLine } from '@sanyam/local-cloud';
import { Writable } from 'node:stream';
import type { FairLimits } from '../admission/fair-use';
import { type GatewayConfiguration, readGatewayConfiguration } from '../configuration/gateway-configuration';
import { createLog } from '../observability/log';
import { type RunningGateway, startGateway } from '../start-gateway';

/** A gateway on a free port, and what it logged. */
export interface TestGateway extends RunningGateway {
    readonly logged: Record<string, unknown>[];
}

/** Returns the environment of a gateway for a cloud. Jobs are off, because other tests use the cloud too. */
export function environmentOf(cloud: ReadyLine): Record<string, string> {
    return {
        PORT: '0',
        SANYAM_JOBS: 'off',
        SUPABASE_URL: cloud.supabaseUrl,
        SUPABASE_ANON_KEY: cloud.anonKey,
        SUPABASE_SERVICE_ROLE_KEY: cloud.serviceRoleKey,
        SUPABASE_JWT_SECRET: cloud.jwtSecret
    };
}

/**
 * Starts a gateway for a cloud.
 *
 * @param changes variables that differ from the environment of the cloud
 * @param limits of users that differ from the usual ones
 */
export async function startTestGateway(
    cloud: ReadyLine,
    changes: Record<string, string | undefined> = {},
    limits: Partial<FairLimits> = {}
): Promise<TestGateway> {
    const configuration: GatewayConfiguration = readGatewayConfiguration({ ...environmentOf(cloud), ...changes });
    const logged: Record<string, unknown>[] = [];
    const destination = new Writable({
        write(chunk, _encoding, done) {
            logged.push(JSON.parse(String(chunk)) as Record<string, unknown>);
            done();
        }
    });
    return { ...(await startGateway(configuration, createLog(destination), limits)), logged };
}
