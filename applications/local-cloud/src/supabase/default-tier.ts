// SPDX-License-Identifier: MIT

import type { Client } from 'pg';
import { z } from 'zod';
import { StartUpError } from '../start-up-error.js';

const tiersSchema = z.array(z.object({ tier: z.string() }));

/**
 * Sets the tier of new users.
 *
 * @param client a connection as the owner of the database
 * @throws StartUpError when the tier is unknown
 */
export async function setDefaultTier(client: Client, tier: string): Promise<void> {
    const { rowCount } = await client.query("select where to_regclass('sanyam_private.settings') is not null");
    if (rowCount === 0) {
        // Other migrations may have no tiers.
        return;
    }
    const { rows } = await client.query('select tier from public.tier_limits order by max_documents nulls last, tier');
    const tiers = tiersSchema.parse(rows).map(row => row.tier);
    if (!tiers.includes(tier)) {
        throw new StartUpError(`SANYAM_DEFAULT_TIER: unknown tier "${tier}". Use one of ${tiers.join(', ')}.`);
    }
    await client.query('update sanyam_private.settings set default_tier = $1 where default_tier <> $1', [tier]);
}
