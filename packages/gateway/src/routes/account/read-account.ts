// SPDX-License-Identifier: MIT

import { z } from '@hono/zod-openapi';
import { accountOverviewSchema } from '@sanyam/types';
import { answers, dataOf } from '../answers';
import { operation } from '../operation';

export const readAccount = operation(
    {
        id: 'account.read',
        access: 'caller',
        method: 'get',
        path: '/api/v1/me',
        summary: 'Read my account, its limits and its usage',
        responses: { 200: answers('The account', dataOf(z.object(accountOverviewSchema.shape).openapi('Account'))) }
    },
    async context => context.json({ data: await context.var.store.account.overview() }, 200)
);
