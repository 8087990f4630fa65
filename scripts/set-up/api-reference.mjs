// SPDX-License-Identifier: MIT

import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
import { SetUpError } from './progress.mjs';
import { inRoot, once } from './repository.mjs';

const folder = inRoot('packages', 'gateway', 'lib', 'api-reference');
const script = path.join(folder, 'scalar.js.gz');

/** The plugin's route for the script. */
const ROUTE = '/js/scalar.js';

/** Characters. The script has 3 million; an error page or a loader has a few thousand. */
const LEAST_SIZE = 1_000_000;

/**
 * Puts Scalar's browser script, compressed, among the gateway's compiled files. It comes from the plugin for Fastify:
 * that package has the script in one file and few dependencies, where the script's own package has 250.
 */
export async function ensureApiReference() {
    const requireInGateway = createRequire(inRoot('packages', 'gateway', 'package.json'));
    const plugin = requireInGateway.resolve('@scalar/fastify-api-reference');
    const packageFolder = path.resolve(path.dirname(plugin), '..');
    await once(
        path.join(folder, 'stamp'),
        readFileSync(path.join(packageFolder, 'package.json'), 'utf8'),
        () => existsSync(script),
        async () => {
            mkdirSync(folder, { recursive: true });
            copyFileSync(path.join(packageFolder, 'LICENSE'), path.join(folder, 'LICENSE'));
            writeFileSync(script, gzipSync(await scriptOf(plugin), { level: 9 }));
        }
    );
}

/** Registers the plugin in a server that only collects its routes, and asks the route of the script. */
async function scriptOf(plugin) {
    const { default: register } = await import(pathToFileURL(plugin));
    const routes = new Map();
    const server = { initialConfig: {}, route: route => routes.set(route.url, route) };
    const options = { routePrefix: '/', configuration: { url: '/openapi.json' } };
    await new Promise(resolve => register(server, options, resolve));
    let sent;
    const reply = {
        header: () => reply,
        send: text => {
            sent = text;
            return reply;
        }
    };
    await routes.get(ROUTE)?.handler({}, reply);
    if (typeof sent !== 'string' || sent.length < LEAST_SIZE) {
        throw new SetUpError(
            `@scalar/fastify-api-reference has no script of Scalar at ${ROUTE}, where scripts/set-up/api-reference.mjs takes it. ` +
                'Use the release in yarn.lock, or change that file.'
        );
    }
    return sent;
}
