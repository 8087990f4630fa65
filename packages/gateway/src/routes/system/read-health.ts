// SPDX-License-Identifier: MIT

import { z } from '@hono/zod-openapi';
import { answers, dataOf } from '../answers';
import { operation } from '../operation';

export const readHealth = operation(
    {
        id: 'system.health',
        access: 'everyone',
        method: 'get',
        path: '/healthz',
        summary: 'Check whether the gateway is alive',
        responses: { 200: answers('The gateway is alive', dataOf(z.object({ status: z.literal('alive') }))) }
    },
    context => context.json({ data: { status: 'alive' as const } }, 200)
);
