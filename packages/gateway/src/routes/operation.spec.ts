// SPDX-License-Identifier: MIT

import { expect } from 'chai';
import { z } from '@hono/zod-openapi';
import { operation } from './operation';
import { conditionHeaders } from './parameters';

describe('an operation', () => {
    const headers = z.object({ ...conditionHeaders.shape, 'X-Reason': z.string().optional() });
    const declaration = {
        id: 'documents.delete',
        access: { scope: 'documents:delete' },
        method: 'delete',
        path: '/api/v1/documents/{id}',
        request: { headers },
        responses: { 204: { description: 'Done' } }
    } as const;

    it('evaluates conditions if it declares that, whatever its other headers are', () => {
        const evaluating = operation({ ...declaration, conditions: 'evaluates' }, context => context.body(null, 204));
        expect(evaluating.takesConditions).to.equal(true);
        expect(operation(declaration, context => context.body(null, 204)).takesConditions).to.equal(false);
    });
});
