// SPDX-License-Identifier: MIT

import { cpSync, existsSync, mkdirSync, readFileSync, realpathSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { filesBelow, inRoot, root } from '../set-up/repository.mjs';
import { runQuietly } from '../set-up/run.mjs';
import { toolEnvironment, yarn } from '../set-up/tools.mjs';

/**
 * Installs our packages as they are published, with their dependencies, into an empty folder. Nothing is downloaded:
 * the dependencies are copies of the repository's.
 */
export class PackedInstallation {
    /** The place of each installed package, by the folder that it comes from. */
    #places = new Map();

    constructor(folder) {
        this.#places.set(path.resolve(root), folder);
    }

    /** Installs a package of ours by its name without the scope, unless it is installed. */
    async add(name) {
        await this.#install(inRoot('packages', name), this.#placeIn(path.resolve(root), `@sanyam/${name}`));
    }

    /** The folders of all installed packages, ours included. */
    get packages() {
        return [...this.#places.values()].slice(1);
    }

    /** The size of all installed files in bytes. A package inside another one is counted once. */
    get size() {
        const files = new Set(this.packages.flatMap(folder => filesBelow([folder], [])));
        return [...files].reduce((sum, file) => sum + statSync(file).size, 0);
    }

    async #install(source, place) {
        if (this.#places.has(source)) {
            return;
        }
        this.#places.set(source, place);
        await (source.includes(`${path.sep}node_modules${path.sep}`) ? copy(source, place) : pack(source, place));
        const manifest = JSON.parse(readFileSync(path.join(place, 'package.json'), 'utf8'));
        for (const [name, optional] of dependenciesOf(manifest)) {
            const parent = parentOf(source, name);
            if (parent !== undefined) {
                const found = realpathSync(path.join(parent, 'node_modules', name));
                await this.#install(found, this.#placeIn(parent, name));
            } else if (!optional) {
                throw new Error(`${manifest.name} needs ${name}, which is not installed in the repository.`);
            }
        }
    }

    #placeIn(parent, name) {
        return path.join(this.#places.get(parent), 'node_modules', name);
    }
}

/** The names of what npm installs with a package, and whether it may be missing. */
function dependenciesOf({ dependencies, optionalDependencies, peerDependencies, peerDependenciesMeta }) {
    const peers = Object.keys(peerDependencies ?? {}).filter(name => !peerDependenciesMeta?.[name]?.optional);
    const required = [...Object.keys(dependencies ?? {}), ...peers].filter(name => !optionalDependencies?.[name]);
    return [
        ...required.map(name => [name, false]),
        ...Object.keys(optionalDependencies ?? {}).map(name => [name, true])
    ];
}

/** The folder whose `node_modules` has what `source` calls by this name, found as Node finds it. */
function parentOf(source, name) {
    for (let folder = source; folder.startsWith(path.resolve(root)); folder = path.dirname(folder)) {
        if (existsSync(path.join(folder, 'node_modules', name, 'package.json'))) {
            return folder;
        }
    }
    return undefined;
}

async function copy(source, place) {
    const nested = path.join(source, 'node_modules');
    cpSync(source, place, { recursive: true, filter: file => file !== nested });
}

async function pack(source, place) {
    mkdirSync(place, { recursive: true });
    const archive = path.join(place, 'package.tgz');
    await runQuietly(process.execPath, [yarn, 'pack', '--out', archive], { cwd: source, env: toolEnvironment() });
    await runQuietly('tar', ['-xzf', archive, '-C', place, '--strip-components', '1']);
    rmSync(archive);
}
