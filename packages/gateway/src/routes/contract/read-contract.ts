// SPDX-License-Identifier: MIT

import { z } from '@hono/zod-openapi';
import { answers, jsonText } from '../answers';
import { operation } from '../operation';

export type MakeContract = () => object;

/** @param makeContract is called once, with the first request, because every operation must be registered before */
export function readContract(makeContract: MakeContract) {
    let text: string | undefined;
    return operation(
        {
            id: 'contract.document',
            access: 'everyone',
            method: 'get',
            path: '/api/v1/openapi.json',
            summary: 'Read the OpenAPI 3.1 document of this API',
            responses: { 200: answers('The document', z.record(z.string(), z.unknown())) }
        },
        context => {
            text ??= JSON.stringify(makeContract());
            return jsonText(context, text);
        }
    );
}
