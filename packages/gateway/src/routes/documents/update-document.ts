// SPDX-License-Identifier: MIT

import { documentChangeBodySchema } from '@sanyam/types';
import { changeUnder, conditionsOf } from '../../http/conditional-change';
import { entityTag } from '../../http/entity-tag';
import { describeFields } from '../describe-schema';
import { answers, dataOf } from '../answers';
import { operation } from '../operation';
import { conditionHeaders, documentParameters } from '../parameters';
import { takes } from '../required-body';
import { documentSchema, ETAG, FIELDS } from './document-schemas';

export const updateDocument = operation(
    {
        id: 'documents.update',
        access: { scope: 'documents:write' },
        document: 'document-change',
        conditions: 'evaluates',
        method: 'put',
        path: '/api/v1/documents/{id}',
        summary: 'Change a document',
        description:
            'Missing fields stay unchanged. Only the owner moves a document. Without `If-Match`, the last write wins.',
        request: {
            params: documentParameters,
            headers: conditionHeaders,
            body: takes(
                describeFields(documentChangeBodySchema, {
                    ...FIELDS,
                    autosave: { description: 'True when a timer saved. Autosaves within five minutes make one version' }
                }).openapi('DocumentChange')
            )
        },
        errors: ['DOCUMENT_NOT_FOUND', 'DOCUMENT_READ_ONLY', 'FORBIDDEN', 'TIER_LIMIT_EXCEEDED'],
        responses: { 200: answers('The document', dataOf(documentSchema), ETAG) }
    },
    async context => {
        const { id } = context.req.valid('param');
        const { name, language_id, content, folder, autosave = false } = context.req.valid('json');
        const conditions = conditionsOf(context.req.valid('header'));
        if (conditions.ifMatch === undefined && conditions.ifNoneMatch === undefined) {
            context.var.log.warn({ operation: 'documents.update' }, 'a change without If-Match: the last write wins');
        }
        const document = await changeUnder(conditions, baseVersion =>
            context.var.store.documents.save(id, {
                origin: autosave ? 'autosave' : 'save',
                ...(name === undefined ? {} : { name }),
                ...(language_id === undefined ? {} : { language_id }),
                ...(content === undefined ? {} : { content }),
                ...(folder === undefined ? {} : { folder }),
                ...(baseVersion === undefined ? {} : { base_version: baseVersion })
            })
        );
        context.header('ETag', entityTag(document.version));
        return context.json({ data: document }, 200);
    }
);
