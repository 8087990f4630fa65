// SPDX-License-Identifier: MIT

import type { Handler } from 'hono';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import type { GatewayEnvironment } from '../../http/request-variables';

/** Scalar's browser script. The build copies it (scripts/set-up/api-reference.mjs). */
const compressed = readFileSync(join(__dirname, '..', '..', 'api-reference', 'scalar.js.gz'));
const digest = createHash('sha256').update(compressed).digest('hex').slice(0, 16);

export const SCRIPT_ROUTE = '/api/v1/docs/scalar.js';

/** The path contains a digest, so browsers load the script again only after an update. */
export const DOCUMENTATION_SCRIPT_PATH = `${SCRIPT_ROUTE}?v=${digest}`;

const HEADERS = {
    'Content-Type': 'text/javascript; charset=utf-8',
    'Cache-Control': 'public, max-age=31536000, immutable',
    Vary: 'Accept-Encoding'
};

/** Answers with the script of the documentation page. It is part of that page and not an operation of the API. */
export const readDocumentationScript: Handler<GatewayEnvironment> = async context => {
    context.set('operation', 'contract.page');
    if (/\bgzip\b/.test(context.req.header('Accept-Encoding') ?? '')) {
        return context.body(new Uint8Array(compressed), 200, { ...HEADERS, 'Content-Encoding': 'gzip' });
    }
    return context.body(new Uint8Array(await promisify(gunzip)(compressed)), 200, HEADERS);
};
