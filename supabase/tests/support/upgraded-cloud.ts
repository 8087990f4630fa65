// SPDX-License-Identifier: MIT

import { type LaunchedCloud, launchCloud, type ReadyLine } from '@sanyam/local-cloud';
import { cp, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

export const MIGRATIONS = resolve(import.meta.dirname, '..', '..', '..', 'migrations');

/** The migration of the first release. Every later release can upgrade its databases, so it never changes. */
export const FIRST_RELEASE = '20261126040000_first_release.sql';

/** What differs from an upgrade of the first release. */
export interface Upgrade {
    /** The first migration that the old cloud does not have. Without it, the cloud is of the first release. */
    readonly firstMissing?: string;
    /** SQL of one more migration. */
    readonly nextMigration?: string;
}

/** A cloud whose data is from an earlier release. */
export interface UpgradedCloud<Before> {
    readonly cloud: LaunchedCloud;
    /** What the earlier release was filled with. */
    readonly before: Before;
    /** Stops the cloud and removes its data. */
    remove(): Promise<void>;
}

/** Launches a cloud of an earlier release, fills it, and launches it again with all migrations. */
export async function launchUpgraded<Before>(
    fill: (ready: ReadyLine) => Promise<Before>,
    upgrade: Upgrade = {}
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
    const migrations = await readdir(MIGRATIONS);
    const copy = (name: string) => cp(join(MIGRATIONS, name), join(migrationsFolder, name));
    const { firstMissing } = upgrade;
    await Promise.all(
        migrations.filter(name => name <= FIRST_RELEASE || (firstMissing && name < firstMissing)).map(copy)
    );
    const options = { dataFolder: join(folder, 'data'), migrationsFolder, gateway: false };
    const old = await launchCloud(options);
    let before: Before;
    try {
        before = await fill(old.ready);
    } finally {
        await old.stop();
    }
    await Promise.all(migrations.map(copy));
    if (upgrade.nextMigration !== undefined) {
        await writeFile(join(migrationsFolder, '99991231235959_next.sql'), upgrade.nextMigration);
    }
    const cloud = await launchCloud(options);
    open.defer(() => cloud.stop());
    const rest = open.move();
    return { cloud, before, remove: () => rest.disposeAsync() };
}
