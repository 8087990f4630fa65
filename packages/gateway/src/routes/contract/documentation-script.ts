// SPDX-License-Identifier: MIT

import type { Handler } from 'hono';
import { accepts } from 'hono/accepts';
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

/**
 * The address of the script in the page, relative to `/api/v1/docs`. It contains a digest, so browsers load the script
 * again only after an update.
 */
export const DOCUMENTATION_SCRIPT = `docs/scalar.js?v=${digest}`;

const IMMUTABLE = 'public, max-age=31536000, immutable';

let decompressed: Promise<Buffer<ArrayBuffer>> | undefined;

/** For clients without gzip, which are rare. The result is kept, so all requests share the same bytes. */
function decompress(): Promise<Buffer<ArrayBuffer>> {
    return (decompressed ??= promisify(gunzip)(compressed));
}

/**
 * Answers with the script of the documentation page. It is part of that page and not an operation of the API.
 *
 * Everyone can request it, and need not read the answer. So no request copies the script: Node writes the shared bytes.
 */
export const readDocumentationScript: Handler<GatewayEnvironment> = async context => {
    context.set('operation', 'contract.page');
    const encoding = accepts(context, {
        header: 'Accept-Encoding',
        supports: ['gzip', 'identity'],
        default: 'identity'
    });
    const bytes = encoding === 'gzip' ? compressed : await decompress();
    context.header('Vary', 'Accept-Encoding', { append: true });
    return context.body(bytes, 200, {
        'Content-Type': 'text/javascript; charset=utf-8',
        'Content-Length': String(bytes.byteLength),
        // The page of another release has another digest. A cache must not keep this script for it.
        'Cache-Control': context.req.query('v') === digest ? IMMUTABLE : 'no-cache',
        ...(encoding === 'gzip' ? { 'Content-Encoding': encoding } : {})
    });
};
