// SPDX-License-Identifier: MIT

import { answers, dataOf } from '../answers';
import { operation } from '../operation';
import { ownerParameters } from '../parameters';
import { endedShares } from './share-schema';

export const leaveShares = operation(
    {
        id: 'received_shares.leave',
        access: { scope: 'shares:write' },
        method: 'delete',
        path: '/api/v1/received-shares/{owner_id}',
        summary: 'Leave all documents that an owner shares with you',
        description: 'The owner can share them again. `ended` is 0 if the owner shares nothing with you.',
        request: { params: ownerParameters },
        errors: ['NOT_FOUND'],
        responses: { 200: answers('The number of shares that ended', dataOf(endedShares)) }
    },
    async context => {
        const ended = await context.var.store.shares.leave(context.req.valid('param').owner_id);
        return context.json({ data: { ended } }, 200);
    }
);
