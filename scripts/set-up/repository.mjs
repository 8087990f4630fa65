// SPDX-License-Identifier: MIT

import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../../', import.meta.url));
export const toolsFolder = path.join(root, '.tools');

export function inRoot(...segments) {
    return path.join(root, ...segments);
}

/** Returns all files at or below the given paths, sorted. `skip` excludes folders by name. */
export function filesBelow(paths, skip = ['node_modules', 'lib', 'src-gen']) {
    const walk = file => {
        if (!existsSync(file)) {
            return [];
        }
        const entries = readdirSync(file, { withFileTypes: true });
        return entries.flatMap(entry => {
            const child = path.join(file, entry.name);
            if (entry.isDirectory()) {
                return skip.includes(entry.name) ? [] : walk(child);
            }
            return entry.isFile() ? [child] : [];
        });
    };
    return paths.flatMap(file => (existsSync(file) && path.extname(file) !== '' ? [file] : walk(file))).sort();
}

/** Returns a digest of the names and contents of the files, and of `more`. */
export function digest(files, ...more) {
    const hash = createHash('sha256');
    for (const file of files) {
        hash.update(path.relative(root, file)).update('\0').update(readFileSync(file)).update('\0');
    }
    return hash.update(JSON.stringify(more)).digest('hex');
}

/** Runs `work`, unless it already ran for the same inputs and its result still exists. */
export async function once(stampFile, inputs, resultStands, work) {
    const done = existsSync(stampFile) && readFileSync(stampFile, 'utf8') === inputs;
    if (done && resultStands()) {
        return;
    }
    // Interrupted work may leave an incomplete result, so the stamp must not be valid during the work.
    rmSync(stampFile, { force: true });
    await work();
    mkdirSync(path.dirname(stampFile), { recursive: true });
    writeFileSync(stampFile, inputs);
}
