// SPDX-License-Identifier: MIT

import { isIP } from 'node:net';
import type { AuthSettings } from './auth-settings.js';

const LOOPBACK = /^(localhost|127\.0\.0\.1|\[::1\])$/;
/** URL reads a backslash as a slash, and leaves control characters out: it would find another host than the one below. */
const AMBIGUOUS = /[\\\p{Cc}\s]/u;
const HOSTNAME = /^[a-zA-Z0-9]([a-zA-Z0-9.-]*[a-zA-Z0-9])?$/;

/** Returns where a link leads: the address that the request asks for, if it is allowed, or else the site. */
export function redirectOf(request: Request, settings: AuthSettings): string {
    const asked = request.headers.get('redirect_to') || new URL(request.url).searchParams.get('redirect_to');
    const referrer = request.headers.get('referer');
    return [asked, referrer].find(url => url && isRedirectAllowed(url, settings)) || settings.siteUrl;
}

/**
 * Returns whether a link may lead to an address, as Supabase Auth decides it: the site, this machine on any port, and
 * what matches the list. Everything else could send a session to a stranger.
 */
export function isRedirectAllowed(text: string, { siteUrl, redirectUrls }: AuthSettings): boolean {
    const [url, site] = [parse(text), parse(siteUrl)];
    if (url === undefined || site === undefined || AMBIGUOUS.test(text) || url.username !== '' || url.password !== '') {
        return false;
    }
    const written = hostOf(text);
    const sameHost = written === hostOf(siteUrl) && url.protocol === site.protocol;
    if (sameHost && (url.port === site.port || LOOPBACK.test(written))) {
        return true;
    }
    if (/^\d+$/.test(written)) {
        return false;
    }
    const address = written.replace(/^\[|\]$/g, '');
    if (isIP(address) !== 0) {
        return address === '::1' || address.startsWith('127.');
    }
    if (/^https?:$/.test(url.protocol) && !HOSTNAME.test(written)) {
        return false;
    }
    const [withoutFragment = ''] = text.split('#');
    return redirectUrls.some(pattern => patternOf(pattern).test(withoutFragment));
}

/** Returns a host as it is written. URL turns a decimal number into an address: http://2130706433 is 127.0.0.1. */
function hostOf(text: string): string {
    return /^[a-z][a-z0-9+.-]*:\/\/(?:[^/?#]*@)?(\[[^\]]*\]|[^/?#:]*)/i.exec(text)?.[1] ?? '';
}

function parse(text: string): URL | undefined {
    return URL.canParse(text) ? new URL(text) : undefined;
}

/** `*` and `?` stand for characters of one part of an address, `**` for all of them. */
function patternOf(glob: string): RegExp {
    const source = glob.replaceAll(/\*\*|[*?]|[^*?]+/g, part => {
        switch (part) {
            case '**':
                return '.*';
            case '*':
                return '[^./]*';
            case '?':
                return '[^./]';
            default:
                return part.replaceAll(/[.+^${}()|[\]\\/]/g, String.raw`\$&`);
        }
    });
    return new RegExp(`^${source}$`, 's');
}
