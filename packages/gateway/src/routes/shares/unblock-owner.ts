// SPDX-License-Identifier: MIT

import { operation } from '../operation';
import { ownerParameters } from '../parameters';

export const unblockOwner = operation(
    {
        id: 'blocked_owners.remove',
        access: 'session',
        method: 'delete',
        path: '/api/v1/blocked-owners/{owner_id}',
        summary: 'Unblock an owner',
        description: 'Shares and offers that the owner made in the meantime reach you, too.',
        request: { params: ownerParameters },
        errors: ['NOT_FOUND'],
        responses: { 204: { description: 'The owner is not blocked' } }
    },
    async context => {
        await context.var.store.shares.unblock(context.req.valid('param').owner_id);
        return context.body(null, 204);
    }
);
