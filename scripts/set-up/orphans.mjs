// SPDX-License-Identifier: MIT

import { existsSync, readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { filesBelow, inRoot } from './repository.mjs';

/**
 * Deletes compiled files without a source. The compiler does not, and a deleted test would still run.
 */
export function removeOrphans() {
    const packages = readdirSync(inRoot('packages')).map(name => inRoot('packages', name));
    for (const folder of [...packages, inRoot('applications', 'local-cloud')]) {
        removeOrphansOf(path.join(folder, 'src'), path.join(folder, 'lib'));
    }
    removeOrphansOf(inRoot('supabase', 'tests'), inRoot('supabase', 'tests', 'lib'));
}

function removeOrphansOf(sources, compiled) {
    for (const file of filesBelow([compiled], []).filter(name => name.endsWith('.js'))) {
        const stem = path.relative(compiled, file).slice(0, -'.js'.length);
        if (!['.ts', '.tsx'].some(extension => existsSync(path.join(sources, stem + extension)))) {
            for (const extension of ['.js', '.js.map', '.d.ts', '.d.ts.map']) {
                rmSync(path.join(compiled, stem + extension), { force: true });
            }
        }
    }
}
