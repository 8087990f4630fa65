// SPDX-License-Identifier: MIT

import { operation } from '../operation';
import { shareParameters } from '../parameters';

export const revokeShare = operation(
    {
        id: 'shares.revoke',
        access: { scope: 'shares:write' },
        method: 'delete',
        path: '/api/v1/documents/{id}/shares/{share_id}',
        summary: 'Revoke a share at once',
        request: { params: shareParameters },
        errors: ['DOCUMENT_NOT_FOUND', 'SHARE_NOT_FOUND'],
        responses: { 204: { description: 'The share is revoked' } }
    },
    async context => {
        const { id, share_id } = context.req.valid('param');
        await context.var.store.shares.revoke(share_id, id);
        return context.body(null, 204);
    }
);
