// SPDX-License-Identifier: MIT

import { z } from '@hono/zod-openapi';
import { tierLimitsSchema } from '@sanyam/types';
import type { PublicDatabase } from '../../database/public-database';
import { noCloud } from '../../errors/no-cloud';
import { answers, dataOf } from '../envelopes';
import { operation } from '../operation';

export function listTiers(database: PublicDatabase | undefined) {
    return operation(
        {
            id: 'tiers.list',
            method: 'get',
            path: '/api/v1/tiers',
            summary: 'What each plan allows',
            errors: ['CLOUD_NOT_CONFIGURED', 'SERVICE_UNAVAILABLE'],
            responses: {
                200: answers(
                    'The plans, the smallest first; a limit that is null is none',
                    dataOf(z.array(z.object(tierLimitsSchema.shape).openapi('Tier')))
                )
            }
        },
        async context => {
            if (database === undefined) {
                throw noCloud();
            }
            return context.json({ data: await database.tiers() }, 200);
        }
    );
}
