// SPDX-License-Identifier: MIT

import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { availableParallelism, cpus, loadavg } from 'node:os';
import pg from 'pg';
import { startBenchCloud } from '../../../scripts/bench/cloud.mjs';
import { endAll, endOnSignal } from '../../../scripts/programs/child-process.mjs';
import { main, SetUpError, step } from '../../../scripts/set-up/progress.mjs';
import { findPgbench } from '../../../supabase/bench/pgbench.mjs';
import { calibrate } from './calibrate.mjs';
import { measureMatrix } from './matrix.mjs';
import { runMix } from './mixed-load.mjs';
import { addTestData, idOfHeld, keysOf, MOST_CLIENTS, sessionsOf, versionsOf } from './test-data.mjs';
import { report } from './report.mjs';
import { startServers } from './servers.mjs';
import { recordStatements } from './statements.mjs';

/** Seconds for supabase-js. It is much slower, so a short time is enough. */
const LONGEST_SUPABASE_MIX = 20;

/** Enough connections for pgbench and the pools of all servers, which need more than PostgreSQL's default of 100. */
const CONNECTIONS = 200;

const require = createRequire(import.meta.url);
const { readGatewayConfiguration } = require('../lib/configuration/gateway-configuration.js');

await main(async () => {
    // The parsed command line of scripts/bench-gateway.mjs.
    const settings = JSON.parse(process.argv[2]);
    endOnSignal();
    try {
        const { text, messages } = await measure(settings);
        if (settings.report === undefined) {
            process.stdout.write(text);
        } else {
            writeFileSync(settings.report, text);
        }
        if (messages.length > 0) {
            throw new SetUpError(`The mix had errors, such as:\n${messages.join('\n')}`);
        }
    } finally {
        await endAll();
    }
});

async function measure(settings) {
    const [load] = loadavg();
    const pgbench = findPgbench();
    if (pgbench === undefined) {
        process.stderr.write('pgbench is not on the PATH: its rows are left out. It comes with PostgreSQL.\n');
    }
    const { ready, child, folder, superuserUrl } = await startBenchCloud({ connections: CONNECTIONS });
    const superuser = new pg.Client({ connectionString: superuserUrl });
    await superuser.connect();
    try {
        const before = await calibrate(folder, superuser);
        await step(`${settings.users} users and their documents`, () => addTestData(superuser, settings.users));
        const { rows } = await superuser.query(
            `select pg_read_file('postmaster.pid') as postmaster, current_setting('server_version') as version`
        );
        const [{ postmaster, version }] = rows;
        const cloud = { ...ready, pid: child.pid, postgres: Number(postmaster.split('\n')[0]) };
        const sessions = await sessionsOf(Math.max(settings.users, MOST_CLIENTS), ready.jwtSecret);
        const { servers, statements, poolSize } = await start(cloud, superuser, sessions[0], folder, settings.profile);
        const keys = await keysOf(superuser);
        const world = { servers, cloud, sessions, keys, superuser, pgbench, folder, statements, versions: new Map() };
        const results = await measureMatrix(world, settings, step);
        const mix = settings.mix > 0 && settings.parts.includes('mix') ? await measureMix(world, settings) : undefined;
        const calibration = [before, await calibrate(folder, superuser)];
        const machine = `Measured on ${new Date().toISOString().slice(0, 10)} on ${process.platform} with ${availableParallelism()} cores (${cpus()[0]?.model ?? 'unknown'}), Node ${process.versions.node}, PostgreSQL ${version}. The load was ${load.toFixed(1)} at the start (below 1 on a quiet machine)`;
        return {
            text: report({ machine, calibration, settings, poolSize, results, mix }),
            messages: Object.values(mix ?? {}).flatMap(({ messages }) => messages)
        };
    } finally {
        await superuser.end();
    }
}

/** Records the statements of the gateway, and starts the servers. */
async function start(cloud, superuser, session, folder, profile) {
    const { supabaseUrl, anonKey, serviceRoleKey, jwtSecret, gatewayDatabaseUrl: databaseUrl } = cloud;
    const environment = {
        PORT: '0',
        SUPABASE_URL: supabaseUrl,
        SUPABASE_ANON_KEY: anonKey,
        SUPABASE_SERVICE_ROLE_KEY: serviceRoleKey,
        SUPABASE_JWT_SECRET: jwtSecret
    };
    const direct = { ...environment, DATABASE_URL: databaseUrl };
    const version = (await versionsOf(superuser, 'save-20')).get(idOfHeld(1, 'save-20'));
    const statements = await recordStatements(direct, session, version);
    const poolSize = readGatewayConfiguration(direct).databasePoolSize;
    const raw = { databaseUrl, poolSize, statements, supabaseUrl, jwtSecret };
    const servers = await startServers({ environment, databaseUrl, raw, folder, profile });
    return { servers, statements, poolSize };
}

function measureMix(world, settings) {
    return step('Mix', async () => ({
        session: await runMix(world, 'session', settings.mix),
        supabase: await runMix(world, 'supabase', Math.min(settings.mix, LONGEST_SUPABASE_MIX))
    }));
}
