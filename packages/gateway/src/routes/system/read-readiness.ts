// SPDX-License-Identifier: MIT

import { z } from '@hono/zod-openapi';
import type { PublicDatabase } from '../../database/public-database';
import { noCloud } from '../../errors/no-cloud';
import { answers, dataOf } from '../answers';
import { operation } from '../operation';

export function readReadiness(database: PublicDatabase | undefined) {
    return operation(
        {
            id: 'system.readiness',
            access: 'everyone',
            method: 'get',
            path: '/readyz',
            summary: 'Check whether the gateway can reach the database',
            errors: ['CLOUD_NOT_CONFIGURED', 'SERVICE_UNAVAILABLE'],
            responses: { 200: answers('The gateway can serve', dataOf(z.object({ status: z.literal('ready') }))) }
        },
        async context => {
            if (database === undefined) {
                throw noCloud();
            }
            await database.ping();
            return context.json({ data: { status: 'ready' as const } }, 200);
        }
    );
}
