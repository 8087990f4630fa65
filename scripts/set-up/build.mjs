// SPDX-License-Identifier: MIT

import { existsSync, readFileSync, realpathSync } from 'node:fs';
import path from 'node:path';
import { ensureApiReference } from './api-reference.mjs';
import { ensureDependencies } from './dependencies.mjs';
import { removeOrphans } from './orphans.mjs';
import { step } from './progress.mjs';
import { digest, filesBelow, inRoot, once } from './repository.mjs';
import { runQuietly } from './run.mjs';
import { node, toolEnvironment } from './tools.mjs';

const browser = inRoot('applications', 'browser');

/** Compiles the given TypeScript projects, or all of them. The compiler skips projects that are up to date. */
export async function compile(...projects) {
    await ensureDependencies();
    await step('Compiling', () =>
        runQuietly(node, [inRoot('node_modules', 'typescript', 'bin', 'tsc'), '-b', ...projects], {
            env: toolEnvironment()
        })
    );
    removeOrphans();
    await ensureApiReference();
}

/** Compiles everything and bundles the browser application. */
export async function build() {
    await compile();
    await bundle();
}

/** Bundles the browser application from what {@link compile} wrote. */
export async function bundle() {
    const inputs = [
        ...filesBelow(workspacesIn(browser), ['node_modules']),
        ...filesBelow([browser], ['node_modules', 'lib', 'src-gen', 'e2e', 'workspace', 'screenshots', 'test-results'])
    ].filter(file => !/\.(spec\.js|map|tsbuildinfo|tsx?)$|[\\/]gen-/.test(file));
    await once(
        inRoot('applications', 'browser', 'lib', 'stamp'),
        digest([...inputs, inRoot('yarn.lock')]),
        () => existsSync(inRoot('applications', 'browser', 'lib', 'backend', 'main.js')),
        () =>
            step('Bundling the IDE', () =>
                runQuietly(
                    node,
                    [inRoot('node_modules', '@theia', 'cli', 'bin', 'theia.js'), 'build', '--mode', 'production'],
                    {
                        cwd: browser,
                        env: toolEnvironment()
                    }
                )
            )
    );
}

/** Returns the folders of the workspaces that a package depends on, and those that they depend on. */
function workspacesIn(folder, found = new Set()) {
    const { dependencies = {} } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'));
    for (const [name, range] of Object.entries(dependencies)) {
        const workspace = range.startsWith('workspace:') ? realpathSync(inRoot('node_modules', name)) : undefined;
        if (workspace !== undefined && !found.has(workspace)) {
            found.add(workspace);
            workspacesIn(workspace, found);
        }
    }
    return [...found];
}
