// SPDX-License-Identifier: MIT

import type { Client } from 'pg';
import { z } from 'zod';
import { CloudError } from '../cloud-error.js';

const tiersSchema = z.array(z.object({ tier: z.string() }));

/**
 * Tells the database which tier a new user gets.
 *
 * @param client a connection as the owner of the database
 * @throws CloudError when there is no such tier
 */
export async function setDefaultTier(client: Client, tier: string): Promise<void> {
    const { rowCount } = await client.query("select where to_regclass('sanyam_private.settings') is not null");
    if (rowCount === 0) {
        // Other people's migrations know no tiers.
        return;
    }
    const { rows } = await client.query('select tier from public.tier_limits order by max_documents nulls last, tier');
    const tiers = tiersSchema.parse(rows).map(row => row.tier);
    if (!tiers.includes(tier)) {
        throw new CloudError(`SANYAM_DEFAULT_TIER: there is no tier "${tier}"; there are ${tiers.join(', ')}.`);
    }
    await client.query('update sanyam_private.settings set default_tier = $1 where default_tier <> $1', [tier]);
}
