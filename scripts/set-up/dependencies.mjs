// SPDX-License-Identifier: MIT

import { existsSync } from 'node:fs';
import { install } from './install.mjs';
import { installationDigest } from './installation-inputs.mjs';
import { step } from './progress.mjs';
import { filesBelow, inRoot, once } from './repository.mjs';
import { ensureBuildTools } from './system-packages.mjs';
import { ensureTools, node } from './tools.mjs';

/** Installs the tools and every package's dependencies, exactly as yarn.lock has them. */
export async function ensureDependencies() {
    await ensureTools();
    const manifests = filesBelow([
        inRoot('package.json'),
        inRoot('yarn.lock'),
        inRoot('.yarnrc.yml'),
        inRoot('packages'),
        inRoot('applications'),
        inRoot('examples'),
        inRoot('supabase/tests')
    ]).filter(file => /(package\.json|yarn\.lock|\.yarnrc\.yml|\.patch)$/.test(file));
    await once(
        inRoot('node_modules', '.sanyam-dependencies'),
        installationDigest(manifests, node),
        () => existsSync(inRoot('node_modules', '.bin')),
        () =>
            step('Installing dependencies', async () => {
                await ensureBuildTools();
                await install(manifests);
            })
    );
}
