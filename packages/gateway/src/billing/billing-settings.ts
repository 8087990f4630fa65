// SPDX-License-Identifier: MIT

import { isLoopback } from '@sanyam/types';
import { z } from 'zod';
import { PRICE_PREFIX, variableOf } from './price-variable';

type Environment = Readonly<Record<string, string | undefined>>;

/** The settings of billing, all of which come from variables that begin with STRIPE_. */
export interface BillingSettings {
    readonly secretKey: string;
    /** The secrets of the webhook. During a rotation there are two. */
    readonly webhookSecrets: readonly string[];
    /** The ids of prices, by the variable STRIPE_PRICE_<TIER> that has them. `SoldTiers` knows its tier. */
    readonly prices: ReadonlyMap<string, readonly string[]>;
    /** Another address of Stripe's API: a proxy, or a stand-in in tests. */
    readonly apiUrl: URL | undefined;
}

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

/** A price has an id of Stripe's, or one that an operator chose years ago. These begin ids and secrets of other kinds. */
const priceListSchema = listSchema.refine(
    list => !list.some(id => /^(?:prod|sk|rk|pk|whsec|cus|sub|si|in|cs)_/.test(id)),
    'must have ids of prices (price_…), not of products or anything else'
);

const secretKeySchema = z
    .string()
    .regex(/^\S+$/, 'must not have white space')
    .regex(/^[sr]k_/, 'must be a secret key (sk_…) or a restricted key (rk_…)');

const webhookSecretsSchema = listSchema.refine(
    list => list.every(secret => secret.startsWith('whsec_')),
    'must have signing secrets of an endpoint (whsec_…)'
);

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
    const secretKey = read(environment, 'STRIPE_SECRET_KEY', secretKeySchema);
    const webhookSecrets = read(environment, 'STRIPE_WEBHOOK_SECRET', webhookSecretsSchema);
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
        const ids = name.startsWith(PRICE_PREFIX) ? read(environment, name, priceListSchema) : undefined;
        if (ids === undefined) {
            continue;
        }
        const known = variableOf(name.slice(PRICE_PREFIX.length));
        if (name !== known) {
            throw new Error(`${name} is no variable of Sanyam. Use ${known}, which is the one for this tier.`);
        }
        for (const id of ids) {
            const other = settings.get(id);
            if (other !== undefined) {
                throw new Error(`${name} has the price ${id}, which ${other} has, too. A price is of one tier.`);
            }
            settings.set(id, name);
        }
        prices.set(name, ids);
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
