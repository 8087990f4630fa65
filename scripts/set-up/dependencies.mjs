// SPDX-License-Identifier: MIT

import { existsSync } from 'node:fs';
import { step } from './progress.mjs';
import { digest, filesBelow, inRoot, once } from './repository.mjs';
import { runQuietly } from './run.mjs';
import { ensureBuildTools } from './system-packages.mjs';
import { ensureTools, node, toolEnvironment, yarn } from './tools.mjs';

/** Installs the tools and every package's dependencies, exactly as yarn.lock has them. */
export async function ensureDependencies() {
    await ensureTools();
    const manifests = filesBelow([
        inRoot('package.json'),
        inRoot('yarn.lock'),
        inRoot('packages'),
        inRoot('applications'),
        inRoot('supabase/tests')
    ]).filter(file => /(package\.json|yarn\.lock)$/.test(file));
    await once(
        inRoot('node_modules', '.sanyam-dependencies'),
        digest(manifests, node),
        () => existsSync(inRoot('node_modules', '.bin')),
        () =>
            step('Installing dependencies', async () => {
                await ensureBuildTools();
                await runQuietly(node, [yarn, 'install', '--immutable'], { env: toolEnvironment() });
            })
    );
}
