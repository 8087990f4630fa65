// SPDX-License-Identifier: MIT

import { z } from '@hono/zod-openapi';
import { tierLimitsSchema } from '@sanyam/types';
import type { PublicDatabase } from '../../database/public-database';
import { noCloud } from '../../errors/no-cloud';
import { answers, pageOf, wholePageAnswer } from '../answers';
import { operation } from '../operation';

export function listTiers(database: PublicDatabase | undefined) {
    return operation(
        {
            id: 'tiers.list',
            access: 'everyone',
            method: 'get',
            path: '/api/v1/tiers',
            summary: 'List the plans',
            errors: ['CLOUD_NOT_CONFIGURED', 'SERVICE_UNAVAILABLE'],
            responses: {
                200: answers(
                    'All plans on one page, the smallest first. A limit of null is unlimited',
                    pageOf(z.object(tierLimitsSchema.shape).openapi('Tier'))
                )
            }
        },
        async context => {
            if (database === undefined) {
                throw noCloud();
            }
            return wholePageAnswer(context, await database.tiers());
        }
    );
}
