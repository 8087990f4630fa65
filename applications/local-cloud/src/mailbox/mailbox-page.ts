// SPDX-License-Identifier: MIT

import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The files of the page. This file is compiled to applications/local-cloud/lib/mailbox. */
const FOLDER = join(import.meta.dirname, '..', '..', 'mailbox-page');

const FILES: Readonly<Record<string, readonly [file: string, type: string]>> = {
    '/': ['index.html', 'text/html'],
    '/mailbox.css': ['mailbox.css', 'text/css'],
    '/mailbox.js': ['mailbox.js', 'text/javascript']
};

const POLICY = [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "connect-src 'self'",
    "frame-src 'self'",
    'img-src data:',
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'"
].join('; ');

/** Returns a file of the page, or undefined if the path is not one of them. */
export function mailboxPage(pathname: string): Response | undefined {
    const found = Object.hasOwn(FILES, pathname) ? FILES[pathname] : undefined;
    if (found === undefined) {
        return undefined;
    }
    const [file, type] = found;
    return new Response(readFileSync(join(FOLDER, file)), {
        headers: {
            'Content-Type': `${type}; charset=utf-8`,
            'Content-Security-Policy': POLICY,
            'X-Content-Type-Options': 'nosniff',
            'Referrer-Policy': 'no-referrer',
            'Cache-Control': 'no-store'
        }
    });
}
