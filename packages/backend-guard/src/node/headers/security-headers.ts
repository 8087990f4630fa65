// SPDX-License-Identifier: MIT

import type { ServerResponse } from 'node:http';

/** Paths under which Theia serves files of the user, of any type. Express ignores the case of a path. */
const USER_FILES = /^\/files?(?:\/|$)/i;

/** Returns whether a request asks for a file of the user, however its path is spelled. */
function asksForUserFile(target: string): boolean {
    const [path = ''] = target.split(/[?#]/);
    try {
        return USER_FILES.test(decodeURIComponent(path));
    } catch {
        // The path is not valid, so no route of a page can have it. The stricter policy is right for an error, too.
        return true;
    }
}

/**
 * What the page of the IDE may load, and who may show it. Each exception from `'self'` was found by trying:
 *
 * - Scripts: Theia compiles JSON schemas to functions (Ajv), and grammars run a WebAssembly, which `unsafe-eval` includes.
 *   Scripts in the page, and of other addresses, stay forbidden.
 * - Styles: Monaco and Theia write style elements and attributes.
 * - Images and fonts: the style sheet contains them as `data:` addresses. Markdown in hovers shows images of the web.
 * - Connections: the cloud, and the WebAssembly, which the bundle contains as a `data:` address.
 * - Workers: Monaco starts its worker from a `blob:` address.
 *
 * @param cloud the addresses of the cloud and of its REST API, which the browser calls directly
 */
function pagePolicy(cloud: readonly string[]): string {
    return [
        "default-src 'none'",
        "script-src 'self' 'unsafe-eval'",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob: https:",
        "font-src 'self' data:",
        ["connect-src 'self' data:", ...cloud].join(' '),
        "worker-src 'self' blob:",
        "manifest-src 'self'",
        "frame-ancestors 'self'",
        "base-uri 'none'",
        "form-action 'none'",
        "object-src 'none'"
    ].join('; ');
}

/** A file of the user is shown, but never runs as a page of this origin. */
const FILE_POLICY = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'";

/** Features of the browser that the IDE does not use. Scripts that got into the page cannot use them either. */
const UNUSED_FEATURES = [
    'accelerometer',
    'browsing-topics',
    'camera',
    'display-capture',
    'geolocation',
    'gyroscope',
    'hid',
    'idle-detection',
    'magnetometer',
    'microphone',
    'midi',
    'payment',
    'publickey-credentials-get',
    'screen-wake-lock',
    'serial',
    'usb',
    'xr-spatial-tracking'
];

/** Sets the security headers of every answer. */
export class SecurityHeaders {
    private readonly pagePolicy: string;

    /** @param addresses of the cloud and of its REST API, as they are configured */
    constructor(...addresses: (string | undefined)[]) {
        const origins = addresses.flatMap(address =>
            address !== undefined && URL.canParse(address) ? [new URL(address).origin] : []
        );
        this.pagePolicy = pagePolicy([...new Set(origins)]);
    }

    /** @param target the path of the request, with its query */
    apply(target: string, response: ServerResponse): void {
        const headers = {
            'Content-Security-Policy': asksForUserFile(target) ? FILE_POLICY : this.pagePolicy,
            'Cross-Origin-Opener-Policy': 'same-origin-allow-popups',
            'Cross-Origin-Resource-Policy': 'same-origin',
            'Permissions-Policy': UNUSED_FEATURES.map(feature => `${feature}=()`).join(', '),
            // Not no-referrer, with which browsers send the origin “null” for some requests of the page itself.
            'Referrer-Policy': 'same-origin',
            'X-Content-Type-Options': 'nosniff',
            'X-Frame-Options': 'SAMEORIGIN'
        };
        for (const [name, value] of Object.entries(headers)) {
            response.setHeader(name, value);
        }
    }
}
