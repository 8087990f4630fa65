// SPDX-License-Identifier: MIT

import { z } from '@hono/zod-openapi';
import { answers } from '../envelopes';
import { operation } from '../operation';

export type MakeContract = () => object;

/** @param makeContract is called once, when somebody first asks, since every operation must be registered by then */
export function readContract(makeContract: MakeContract) {
    let document: Record<string, unknown> | undefined;
    return operation(
        {
            id: 'contract.document',
            access: 'everyone',
            method: 'get',
            path: '/api/v1/openapi.json',
            summary: 'This API as an OpenAPI 3.1 document',
            responses: { 200: answers('The document', z.record(z.string(), z.unknown())) }
        },
        context => {
            document ??= { ...makeContract() };
            return context.json(document, 200);
        }
    );
}
