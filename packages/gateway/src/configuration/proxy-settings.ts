// SPDX-License-Identifier: MIT

import { isIPv4, isIPv6 } from 'node:net';
import { z } from 'zod';

/** A network of proxies: an address, or the beginning of addresses, such as `10.0.0.0/8`. */
interface ProxyNetwork {
    readonly address: string;
    readonly bits: number;
}

/** The settings of proxies: addresses and networks, separated by commas. */
export const trustedProxiesSchema = z.string().transform((text, context): readonly ProxyNetwork[] =>
    text.split(',').flatMap(part => {
        const network = networkIn(part.trim());
        if (network === undefined) {
            const message = `contains “${part.trim()}”. Use addresses and networks such as 10.0.0.7, 10.0.0.0/8 or fd00::/8`;
            context.addIssue({ code: 'custom', message });
            return [];
        }
        return [network];
    })
);
export type ProxySettings = z.infer<typeof trustedProxiesSchema>;

/** All addresses (`/0`) are no network of proxies: then every client could say where it comes from. */
function networkIn(text: string): ProxyNetwork | undefined {
    const [, address = '', given] = /^([^/]+)(?:\/([1-9]\d{0,2}))?$/.exec(text) ?? [];
    const most = isIPv4(address) ? 32 : isIPv6(address) && !address.includes('%') ? 128 : 0;
    const bits = given === undefined ? most : Number(given);
    return most > 0 && bits <= most ? { address, bits } : undefined;
}
