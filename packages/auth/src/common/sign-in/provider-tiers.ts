// SPDX-License-Identifier: MIT

import { z } from 'zod';
import { withTimeout } from '../session/with-timeout';

/** Milliseconds that the dialog waits. */
const PATIENCE = 3000;

const needsSchema = z.array(z.object({ provider: z.string(), feature: z.string() }));
const tiersSchema = z.array(z.looseObject({ tier: z.string() }));

/**
 * Asks the database which identity providers only some tiers have.
 *
 * @param authUrl the address of the auth server, without a trailing slash
 * @returns the names of those tiers, by provider. Empty if the database does not answer, or is one of an earlier release:
 * then the dialog only does not say it beforehand. Never throws.
 */
export async function fetchProviderTiers(
    authUrl: string,
    apiKey: string,
    send: typeof fetch
): Promise<ReadonlyMap<string, readonly string[]>> {
    const rows = async <Rows>(schema: z.ZodType<Rows>, path: string): Promise<Rows> => {
        const url = `${authUrl.replace(/\/auth\/v1$/, '')}/rest/v1/${path}`;
        return schema.parse(await (await send(url, { headers: { apikey: apiKey } })).json());
    };
    const ask = async (): Promise<ReadonlyMap<string, readonly string[]>> => {
        const [needs, tiers] = await Promise.all([
            rows(needsSchema, 'sign_in_features?select=provider,feature'),
            rows(tiersSchema, 'tier_limits?select=*&order=max_documents,max_storage_bytes,tier')
        ]);
        return new Map(
            needs.flatMap(({ provider, feature }) => {
                const having = tiers.filter(row => row[`has_${feature}`] === true).map(({ tier }) => tier);
                return having.length < tiers.length ? [[provider, having]] : [];
            })
        );
    };
    return (await withTimeout(PATIENCE, ask()).catch(() => undefined)) ?? new Map();
}
