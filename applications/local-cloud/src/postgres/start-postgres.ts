// SPDX-License-Identifier: MIT

import { join } from 'node:path';
import { StartUpError } from '../start-up-error.js';
import type { CloudOptions } from '../command-line.js';
import type { Credentials } from '../data-folder/credentials.js';
import { refuseLostDatabase, unmarkNew } from '../data-folder/new-folder.js';
import { removeFolder } from '../data-folder/remove-folder.js';
import { diskFull, isDiskFull } from '../describe-error.js';
import { ProgramError } from '../process/run.js';
import type { Shutdown } from '../process/shutdown.js';
import type { Progress } from '../progress.js';
import { refuseForeignCluster } from './cluster-owner.js';
import { createCluster, hasCluster } from './cluster.js';
import { findDatabaseUser } from './database-user.js';
import { choosePort, freePort } from './free-port.js';
import { findPostgres } from './installation.js';
import { clusterHome, reachableBinaries } from './reachable-folders.js';
import { endOrphan } from './orphan.js';
import { PostgresServer, type ServerSettings } from './server.js';

/**
 * Traces of a killed PostgreSQL: it wrote its postmaster.pid after our check, or its workers still hold the shared
 * memory for a moment.
 */
const REMAINS = /lock file "postmaster\.pid" already exists|pre-existing shared memory block/;

/** Another program took the free port between our check and PostgreSQL's start. */
const PORT_TAKEN = /Address already in use/;

const ATTEMPTS = 5;

export interface StartSettings {
    readonly folder: string;
    readonly options: CloudOptions;
    readonly credentials: Credentials;
    readonly shutdown: Shutdown;
    readonly progress: Progress;
}

/**
 * Starts PostgreSQL on the data folder. Cleans up after an earlier start that was killed.
 *
 * @returns the port
 * @throws StartUpError when the database is lost, or belongs to another data folder
 */
export async function startPostgres(settings: StartSettings): Promise<number> {
    const { folder, options, credentials, shutdown, progress } = settings;
    const { signal } = shutdown;
    const version = options.postgresVersion;
    await refuseForeignCluster(folder);
    const exists = await hasCluster(folder, version);
    if (!exists) {
        await refuseLostDatabase(folder);
    }
    const installed = await findPostgres(version, signal, progress);
    const user = await findDatabaseUser(join(folder, 'database'), signal);
    const binaries = user ? await reachableBinaries(installed, user, signal) : installed;
    const home = user ? await clusterHome(folder, user, signal) : folder;
    if (home !== folder) {
        if (options.ephemeral) {
            shutdown.add({ stop: () => removeFolder(home) });
        }
        progress.say(`PostgreSQL's user cannot access ${folder}: its files are in ${home}`);
    }
    const common = { binaries, user, ephemeral: options.ephemeral };
    if (!exists) {
        progress.say(`PostgreSQL ${version}: creating the database`);
        await createCluster(home, { ...common, superuserPassword: credentials.superuserPassword }, signal);
        progress.say(`PostgreSQL ${version}: created the database`);
    }
    await unmarkNew(folder);
    const onLog = (line: string): void => reportTrouble(line, home, progress);
    const place = { ...common, folder: join(home, 'database'), onLog };
    const wantedPort = await choosePort(options.databasePort, 'PostgreSQL', progress);
    const { port, server } = await startServer(place, wantedPort, shutdown, progress);
    void server.ended.then(() => {
        if (!server.wasStopped) {
            const cause = new ProgramError('postgres', server.tail);
            shutdown.fail(
                new StartUpError(`PostgreSQL ended unexpectedly. Start the cloud again.\n${server.tail}`, { cause })
            );
        }
    });
    progress.say(`PostgreSQL ${version}: 127.0.0.1:${port}`);
    return port;
}

async function startServer(
    place: Omit<ServerSettings, 'port'>,
    wantedPort: number,
    shutdown: Shutdown,
    progress: Progress
): Promise<{ port: number; server: PostgresServer }> {
    for (let attempt = 1; ; attempt++) {
        const orphan = await endOrphan(place.folder);
        if (orphan !== undefined) {
            progress.say(`ended the PostgreSQL of a killed start (process ${orphan})`);
        }
        const port = wantedPort === 0 ? await freePort() : wantedPort;
        shutdown.signal.throwIfAborted();
        const server = new PostgresServer({ ...place, port });
        shutdown.add({ stop: () => server.stop(), force: () => server.kill() });
        const stop = (): void => void server.stop();
        shutdown.signal.addEventListener('abort', stop, { once: true });
        try {
            await server.ready();
            return { port, server };
        } catch (error) {
            const output = error instanceof ProgramError ? error.output : '';
            const passes = REMAINS.test(output) || (wantedPort === 0 && PORT_TAKEN.test(output));
            if (!passes || attempt === ATTEMPTS || shutdown.signal.aborted) {
                throw error;
            }
        } finally {
            shutdown.signal.removeEventListener('abort', stop);
        }
    }
}

/** Reports the log lines that a user must see while the cloud runs. */
function reportTrouble(line: string, home: string, progress: Progress): void {
    if (isDiskFull(line)) {
        progress.say(diskFull(home));
    } else if (/\bPANIC:/.test(line)) {
        progress.say(line);
    }
}
