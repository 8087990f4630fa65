// SPDX-License-Identifier: MIT

import { createHash } from 'node:crypto';
import type { OutgoingHttpHeaders } from 'node:http';

const STYLE = `:root{color-scheme:light dark}
body{margin:0;min-height:100vh;display:grid;place-items:center;font:16px/1.5 system-ui,sans-serif;background:Canvas;color:CanvasText}
main{max-width:28rem;padding:2rem;text-align:center}
h1{font-size:1.25rem}`;

const STYLE_HASH = createHash('sha256').update(STYLE).digest('base64');

/** The page runs nothing and loads nothing. Its address has a code, so it is neither stored nor sent on. */
const HEADERS: OutgoingHttpHeaders = {
    'Content-Type': 'text/html; charset=utf-8',
    'Content-Security-Policy': `default-src 'none'; style-src 'sha256-${STYLE_HASH}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'no-referrer',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cache-Control': 'no-store',
    Connection: 'close'
};

/** Returns the headers and the text of the page that the browser shows at the end of a sign-in. */
export function returnPage(language: string, sentence: string): { headers: OutgoingHttpHeaders; body: string } {
    const body = `<!doctype html>
<html lang="${escaped(language)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Sanyam</title>
<style>${STYLE}</style>
</head>
<body><main><h1>Sanyam</h1><p>${escaped(sentence)}</p></main></body>
</html>
`;
    return { headers: { ...HEADERS, 'Content-Length': Buffer.byteLength(body) }, body };
}

function escaped(text: string): string {
    return text.replaceAll(/[&<>"']/g, character => `&#${character.charCodeAt(0)};`);
}
