// SPDX-License-Identifier: MIT

import { z } from '@hono/zod-openapi';
import { hash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { operation } from '../operation';

const resources = join(__dirname, '..', '..', '..', 'resources');
const script = readFileSync(join(resources, 'documentation.js'), 'utf8');
const style = readFileSync(join(resources, 'documentation.css'), 'utf8');
const page = readFileSync(join(resources, 'documentation.html'), 'utf8')
    .replace('/* script */', () => script)
    .replace('/* style */', () => style);

/** A browser hashes all that stands between the tags, white space included. */
function hashOf(tag: string): string {
    const text = new RegExp(`<${tag}[^>]*>(.*?)</${tag}>`, 's').exec(page)?.[1] ?? '';
    return `'sha256-${hash('sha256', text, 'base64')}'`;
}

/** The page runs its own script, and talks to its own gateway, and to nothing else. */
const policy = [
    "default-src 'none'",
    `script-src ${hashOf('script')}`,
    `style-src ${hashOf('style')}`,
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'"
].join('; ');

export const readDocumentation = operation(
    {
        id: 'contract.page',
        method: 'get',
        path: '/api/v1/docs',
        summary: 'A page to read this API, and to try it',
        responses: { 200: { description: 'The page', content: { 'text/html': { schema: z.string() } } } }
    },
    context => context.html(page, 200, { 'Content-Security-Policy': policy })
);
