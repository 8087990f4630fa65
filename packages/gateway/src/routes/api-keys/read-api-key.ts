// SPDX-License-Identifier: MIT

import type { CloudDocumentStore } from '@sanyam/document-store/lib/common';
import { type ApiKey, CloudError } from '@sanyam/types';
import { answers, dataOf } from '../envelopes';
import { operation } from '../operation';
import { keyParameters } from '../parameters';
import { apiKey } from './api-key-schemas';

export const readApiKey = operation(
    {
        id: 'api_keys.read',
        method: 'get',
        path: '/api/v1/api-keys/{key_id}',
        summary: 'One of my API keys',
        request: { params: keyParameters },
        errors: ['API_KEY_NOT_FOUND'],
        responses: { 200: answers('The key', dataOf(apiKey)) }
    },
    async context => {
        const keyId = context.req.valid('param').key_id.toLowerCase();
        return context.json({ data: await findKey(context.var.store, keyId) }, 200);
    }
);

/** There are few keys, and the database has no function for one of them: it is looked for in the list. */
async function findKey(store: CloudDocumentStore, keyId: string): Promise<ApiKey> {
    let cursor: string | null = null;
    do {
        const page = await store.listApiKeys({ page_size: 100, ...(cursor === null ? {} : { cursor }) });
        const key = page.items.find(({ id }) => id === keyId);
        if (key !== undefined) {
            return key;
        }
        cursor = page.next_cursor;
    } while (cursor !== null);
    throw new CloudError('API_KEY_NOT_FOUND', 'This API key does not exist.');
}
