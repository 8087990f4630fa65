// SPDX-License-Identifier: MIT

import { z } from '@hono/zod-openapi';
import { blockedOwnerSchema } from '@sanyam/types';
import { answers, dataOf, json } from '../answers';
import { operation } from '../operation';

const blockedOwner = z.object(blockedOwnerSchema.shape).openapi('BlockedOwner');

export const listBlockedOwners = operation(
    {
        id: 'blocked_owners.list',
        access: 'session',
        method: 'get',
        path: '/api/v1/blocked-owners',
        summary: 'List the owners that you have blocked',
        description: 'The last one first, at most 1,000.',
        responses: { 200: answers('The blocked owners', dataOf(z.array(blockedOwner))) }
    },
    async context => json(context, { data: await context.var.store.shares.listBlocked() })
);
