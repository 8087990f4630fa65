// SPDX-License-Identifier: MIT

import type { GatewayContext } from '../../http/request-variables';
import type { Services } from '../../services';

export type ReturnSettings = Pick<Services['configuration'], 'corsOrigins' | 'publicUrl'>;

/**
 * Returns the page to which the payment service sends the user back: that of the caller's origin, if pages of it may call
 * this gateway. A script has no origin, and its user gets the page about upgrades, or the page about the API.
 */
export function returnPage(context: GatewayContext, { corsOrigins, publicUrl }: ReturnSettings): string {
    const origin = context.req.header('Origin');
    if (origin !== undefined && isPage(origin) && (corsOrigins === '*' || corsOrigins.includes(origin))) {
        return `${origin}/`;
    }
    const upgradeUrl = context.var.plan?.upgradeUrl;
    if (upgradeUrl !== undefined && upgradeUrl !== null && isPage(upgradeUrl)) {
        return upgradeUrl.replace(/[?#].*$/s, '');
    }
    return `${publicUrl ?? new URL(context.req.url).origin}/api/v1/docs`;
}

function isPage(address: string): boolean {
    return URL.canParse(address) && /^https?:$/.test(new URL(address).protocol);
}
