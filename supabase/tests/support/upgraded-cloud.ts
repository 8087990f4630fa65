// SPDX-License-Identifier: MIT

import { type LaunchedCloud, launchCloud, type ReadyLine } from '@sanyam/local-cloud';
import { cp, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

export const MIGRATIONS = resolve(import.meta.dirname, '..', '..', '..', 'migrations');

/** The migration of the first release. Every later release can upgrade its databases, so it never changes. */
export const FIRST_RELEASE = '20261126040000_first_release.sql';

/** A cloud whose data is from the first release. */
export interface UpgradedCloud<Before> {
    readonly cloud: LaunchedCloud;
    /** What the first release was filled with. */
    readonly before: Before;
    /** Stops the cloud and removes its data. */
    remove(): Promise<void>;
}

/**
 * Launches a cloud of the first release, fills it, and launches it again with all migrations.
 *
 * @param nextMigration SQL of one more migration
 */
export async function launchUpgraded<Before>(
    fill: (ready: ReadyLine) => Promise<Before>,
    nextMigration?: string
): Promise<UpgradedCloud<Before>> {
    // Cleans up if something fails.
    await using open = new AsyncDisposableStack();
    const folder = await mkdtemp(join(tmpdir(), 'sanyam-upgrade-'));
    open.defer(() => rm(folder, { recursive: true, force: true }));
    const migrationsFolder = join(folder, 'supabase', 'migrations');
    await mkdir(migrationsFolder, { recursive: true });
    for (const name of ['config.toml', 'templates']) {
        await cp(join(MIGRATIONS, '..', name), join(migrationsFolder, '..', name), { recursive: true });
    }
    await cp(join(MIGRATIONS, FIRST_RELEASE), join(migrationsFolder, FIRST_RELEASE));
    const options = { dataFolder: join(folder, 'data'), migrationsFolder, gateway: false };
    const old = await launchCloud(options);
    let before: Before;
    try {
        before = await fill(old.ready);
    } finally {
        await old.stop();
    }
    for (const name of await readdir(MIGRATIONS)) {
        await cp(join(MIGRATIONS, name), join(migrationsFolder, name));
    }
    if (nextMigration !== undefined) {
        await writeFile(join(migrationsFolder, '99991231235959_next.sql'), nextMigration);
    }
    const cloud = await launchCloud(options);
    open.defer(() => cloud.stop());
    const rest = open.move();
    return { cloud, before, remove: () => rest.disposeAsync() };
}
