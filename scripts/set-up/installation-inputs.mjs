// SPDX-License-Identifier: MIT

import { readFileSync } from 'node:fs';
import path from 'node:path';
import { digest, root } from './repository.mjs';

/** The fields of a package.json that decide what Yarn installs. */
const FIELDS = [
    ...['name', 'version', 'workspaces', 'bin', 'installConfig', 'resolutions', 'dependenciesMeta'],
    ...['dependencies', 'devDependencies', 'optionalDependencies', 'peerDependencies', 'peerDependenciesMeta']
];

/** The scripts that Yarn runs during an installation. */
const SCRIPTS = ['preinstall', 'install', 'postinstall'];

/**
 * Returns a digest of what decides the result of an installation. Other fields of a package.json, such as most scripts,
 * do not: an installation takes minutes.
 *
 * @param files every package.json, yarn.lock, .yarnrc.yml and patches
 * @param more what else decides it, such as the path of Node
 */
export function installationDigest(files, ...more) {
    const isManifest = file => path.basename(file) === 'package.json';
    const manifests = files.filter(isManifest).map(file => [path.relative(root, file), decisiveFields(file)]);
    return digest(
        files.filter(file => !isManifest(file)),
        manifests,
        ...more
    );
}

function decisiveFields(file) {
    const manifest = JSON.parse(readFileSync(file, 'utf8'));
    return [FIELDS.map(name => manifest[name]), SCRIPTS.map(name => manifest.scripts?.[name])];
}
