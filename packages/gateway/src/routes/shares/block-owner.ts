// SPDX-License-Identifier: MIT

import { answers, dataOf } from '../answers';
import { operation } from '../operation';
import { ownerParameters } from '../parameters';
import { endedShares } from './share-schema';

export const blockOwner = operation(
    {
        id: 'blocked_owners.add',
        access: 'session',
        method: 'put',
        path: '/api/v1/blocked-owners/{owner_id}',
        summary: 'Block an owner who shares or offers documents to you',
        description:
            'Ends all shares of the owner. New shares and offers of the owner do not reach you. ' +
            'The owner cannot see that.',
        request: { params: ownerParameters },
        errors: ['NOT_FOUND', 'TIER_LIMIT_EXCEEDED'],
        responses: { 200: answers('The number of shares that ended', dataOf(endedShares)) }
    },
    async context => {
        const ended = await context.var.store.shares.block(context.req.valid('param').owner_id);
        return context.json({ data: { ended } }, 200);
    }
);
