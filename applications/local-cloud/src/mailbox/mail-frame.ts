// SPDX-License-Identifier: MIT

/**
 * What the frame with a mail may do: show itself, with images that it contains. No scripts, nothing from other servers,
 * which would learn that the mail was read. A link opens a new tab, which is not in the sandbox.
 */
const POLICY = [
    'sandbox allow-popups allow-popups-to-escape-sandbox',
    "default-src 'none'",
    "style-src 'unsafe-inline'",
    'img-src data:',
    "frame-ancestors 'self'"
].join('; ');

/** Returns the HTML of a mail as a page for a frame. */
export function mailFrame(html: string): Response {
    return new Response(`<!doctype html><base target="_blank">${html}`, {
        headers: {
            'Content-Type': 'text/html; charset=utf-8',
            'Content-Security-Policy': POLICY,
            'X-Content-Type-Options': 'nosniff',
            'Referrer-Policy': 'no-referrer',
            'Cache-Control': 'no-store'
        }
    });
}
