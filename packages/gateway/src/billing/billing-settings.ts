// SPDX-License-Identifier: MIT

import { isLoopback } from '@sanyam/types';
import { z } from 'zod';

type Environment = Readonly<Record<string, string | undefined>>;

/** The settings of billing, all of which come from variables that begin with STRIPE_. */
export interface BillingSettings {
    readonly secretKey: string;
    /** The secrets of the webhook. During a rotation there are two. */
    readonly webhookSecrets: readonly string[];
    /** The ids of the prices of each tier, as STRIPE_PRICE_<TIER> has them. */
    readonly prices: ReadonlyMap<string, readonly string[]>;
    /** Another address of Stripe's API: a proxy, or a stand-in in tests. */
    readonly apiUrl: URL | undefined;
}

const PRICE = /^STRIPE_PRICE_([A-Z\d_]+)$/;

/** Each checkout reads the prices of its tier from Stripe. */
const MOST_PRICES = 20;

const listSchema = z
    .string()
    .transform(text => text.split(',').map(part => part.trim()))
    .pipe(
        z
            .array(z.string().regex(/^[\w-]+$/, 'must be a list of ids, separated by commas'))
            .max(MOST_PRICES, `can have at most ${MOST_PRICES} entries`)
            .refine(list => new Set(list).size === list.length, 'has an entry twice')
    );

const secretSchema = z.string().regex(/^\S+$/, 'must not have white space');

const apiUrlSchema = z
    .url({ protocol: /^https?$/, error: 'must be an http or https address' })
    .transform(text => new URL(text))
    .refine(
        ({ protocol, hostname }) => protocol === 'https:' || isLoopback(hostname),
        'must be an https address, unless it is on this machine'
    )
    .refine(
        ({ username, pathname, search, hash }) => username === '' && pathname === '/' && search === '' && hash === '',
        'must have only a protocol, a host and a port'
    );

/**
 * Reads the settings of billing.
 *
 * @returns undefined without any of them: then billing is off
 * @throws Error with a sentence that names the variable and the problem, but never a secret value
 */
export function readBillingSettings(environment: Environment): BillingSettings | undefined {
    const prices = pricesOf(environment);
    const secretKey = read(environment, 'STRIPE_SECRET_KEY', secretSchema);
    const webhookSecrets = read(environment, 'STRIPE_WEBHOOK_SECRET', listSchema);
    const apiUrl = read(environment, 'STRIPE_API_URL', apiUrlSchema);
    if (secretKey === undefined && webhookSecrets === undefined && prices.size === 0) {
        return undefined;
    }
    if (secretKey === undefined || webhookSecrets === undefined || prices.size === 0) {
        const missing = secretKey === undefined ? 'STRIPE_SECRET_KEY' : undefined;
        const name = missing ?? (webhookSecrets === undefined ? 'STRIPE_WEBHOOK_SECRET' : 'STRIPE_PRICE_<TIER>');
        throw new Error(
            `${name} is not set. Billing needs STRIPE_SECRET_KEY, STRIPE_WEBHOOK_SECRET and STRIPE_PRICE_<TIER>, ` +
                'such as STRIPE_PRICE_PRO. Set all of them, or none.'
        );
    }
    return { secretKey, webhookSecrets, prices, apiUrl };
}

function pricesOf(environment: Environment): Map<string, readonly string[]> {
    const prices = new Map<string, readonly string[]>();
    const settings = new Map<string, string>();
    for (const name of Object.keys(environment).sort()) {
        const tier = PRICE.exec(name)?.[1]?.toLowerCase();
        const ids = tier === undefined ? undefined : read(environment, name, listSchema);
        if (tier === undefined || ids === undefined) {
            continue;
        }
        for (const id of ids) {
            const other = settings.get(id);
            if (other !== undefined) {
                throw new Error(`${name} has the price ${id}, which ${other} has, too. A price is of one tier.`);
            }
            settings.set(id, name);
        }
        prices.set(tier, ids);
    }
    return prices;
}

function read<T>(environment: Environment, name: string, schema: z.ZodType<T>): T | undefined {
    const value = environment[name]?.trim() ?? '';
    if (value === '') {
        return undefined;
    }
    const { data, error } = schema.safeParse(value);
    if (error !== undefined) {
        throw new Error(`${name} ${error.issues[0]?.message ?? 'is invalid'}.`);
    }
    return data;
}
