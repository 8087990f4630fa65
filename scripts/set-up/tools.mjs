// SPDX-License-Identifier: MIT

import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { step } from './progress.mjs';
import { once, toolsFolder } from './repository.mjs';
import { runQuietly } from './run.mjs';

/** The oldest Node for Theia 1.74. With an older one, its backend hangs without an error. */
const OLDEST_NODE = 22;
const NODE_RELEASE = '24';
const YARN_RELEASE = '4.18.1';

/**
 * Options of npm that a user's settings must not change. The script of the package `node` fetches Node, and many users
 * switch scripts off.
 */
const NPM_OPTIONS = [
    ...['--no-audit', '--no-fund', '--ignore-scripts=false', '--include=optional'],
    ...['--global=false', '--dry-run=false']
];

const systemNodeWillDo = Number(process.versions.node.split('.')[0]) >= OLDEST_NODE;
const modules = path.join(toolsFolder, 'node_modules');

/** The Node that runs everything except these scripts: the system's if it is new enough, otherwise one in `.tools`. */
export const node = systemNodeWillDo
    ? process.execPath
    : path.join(modules, 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
export const yarn = path.join(modules, '@yarnpkg', 'cli-dist', 'bin', 'yarn.js');

/** Returns variables that put `node` first on the PATH, and that build native modules with its headers. */
export function toolEnvironment() {
    if (systemNodeWillDo) {
        const prefix = path.resolve(path.dirname(process.execPath), '..');
        return existsSync(path.join(prefix, 'include', 'node', 'node.h')) ? { npm_config_nodedir: prefix } : {};
    }
    const name = Object.keys(process.env).find(key => key.toUpperCase() === 'PATH') ?? 'PATH';
    return {
        [name]: [path.dirname(node), process.env[name]].join(path.delimiter),
        npm_config_nodedir: headersFolder()
    };
}

/** Returns the folder with the headers. They are in the Node package for this processor. */
function headersFolder() {
    const nested = path.join(modules, 'node', 'node_modules');
    const candidates = [nested, modules]
        .filter(existsSync)
        .flatMap(folder => readdirSync(folder).map(name => path.join(folder, name)));
    return candidates.find(folder => existsSync(path.join(folder, 'include', 'node', 'node.h'))) ?? '';
}

/** Installs Yarn, and Node if the system's is too old. */
export async function ensureTools() {
    const dependencies = { '@yarnpkg/cli-dist': YARN_RELEASE, ...(systemNodeWillDo ? {} : { node: NODE_RELEASE }) };
    const manifest = JSON.stringify({ private: true, dependencies }, undefined, 4);
    await once(
        path.join(toolsFolder, 'stamp'),
        manifest,
        () => existsSync(node) && existsSync(yarn),
        () =>
            step(systemNodeWillDo ? 'Installing Yarn' : `Installing Yarn and Node ${NODE_RELEASE}`, async () => {
                mkdirSync(toolsFolder, { recursive: true });
                writeFileSync(path.join(toolsFolder, 'package.json'), manifest);
                // On Windows, npm is a script that needs a shell.
                await runQuietly('npm', ['install', ...NPM_OPTIONS, '--no-package-lock'], {
                    cwd: toolsFolder,
                    shell: process.platform === 'win32',
                    advice: 'Check that you can reach the npm registry.'
                });
            })
    );
}
