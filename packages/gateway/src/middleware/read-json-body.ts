// SPDX-License-Identifier: MIT

import { CloudError } from '@sanyam/types';
import { createMiddleware } from 'hono/factory';
import { type BodyLimit, bodyWithDocument, SMALL_BODY } from '../http/body-limit';
import { isUtf8Json, JSON_TYPE } from '../http/json-media-type';
import { readBodyText } from '../http/read-body-text';
import type { GatewayContext, GatewayEnvironment } from '../http/request-variables';
import { type DocumentLimit, limitOfOwner, limitOfPlan } from '../licensing/document-limit';

/** What a body contains: a new document of the caller, a change of a document that others may own, or no document. */
export type BodyKind = 'new-document' | 'document-change' | 'small';

/** Reads a JSON body, which check-request.ts then checks. Refuses a compressed body, which could be a bomb. */
export function readJsonBody(kind: BodyKind) {
    return createMiddleware<GatewayEnvironment>(async function readJsonBody(context, next) {
        const { headers } = context.env.incoming;
        if (headers['content-length'] === undefined && headers['transfer-encoding'] === undefined) {
            // There is no body. What follows in HTTP/1.0 would be another request.
            throw new CloudError('LENGTH_REQUIRED');
        }
        if (headers['content-range'] !== undefined) {
            // RFC 9110, 14.5: a part must not replace the whole.
            throw new CloudError('MALFORMED_REQUEST', 'Send the whole body, without Content-Range.');
        }
        const encoding = context.req.header('Content-Encoding')?.trim() ?? '';
        if (encoding !== '' && encoding.toLowerCase() !== 'identity') {
            throw new CloudError('UNSUPPORTED_MEDIA_TYPE', 'Send the body uncompressed.');
        }
        if (!isUtf8Json(context.req.header('Content-Type'))) {
            throw new CloudError('UNSUPPORTED_MEDIA_TYPE', 'Send the body as application/json, in UTF-8.');
        }
        // The library of the routes judges the header again, and knows fewer spellings.
        context.req.raw.headers.set('Content-Type', JSON_TYPE);
        const { visit } = context.var;
        if (visit === undefined) {
            throw new Error('The body of a request is read before its credentials.');
        }
        const text = await readBodyText(context.env, limitFor(kind, context), visit);
        context.req.json = jsonOf(text);
        await next();
    });
}

/**
 * Returns the parsed body, in place of Hono's method, which would read the body again and repair invalid UTF-8. The text
 * is forgotten when it has been parsed.
 */
function jsonOf(body: string): <T>() => Promise<T> {
    let text: string | undefined = body;
    let value: unknown;
    return async <T>() => {
        if (text !== undefined) {
            value = JSON.parse(text);
            text = undefined;
        }
        return value as T;
    };
}

function limitFor(kind: BodyKind, context: GatewayContext): BodyLimit {
    const { plan, store } = context.var;
    if (kind === 'small' || plan === undefined) {
        return SMALL_BODY;
    }
    const own = bodyUpTo(limitOfPlan(plan));
    const documentId = context.req.param('id');
    if (kind === 'new-document' || documentId === undefined || plan.isForEveryone === true) {
        return own;
    }
    const larger = async () => {
        const { is_owner: isOwn, max_document_size_bytes: bytes } = await store.documents.sizeLimit(documentId);
        return isOwn ? own : bodyUpTo(limitOfOwner(bytes));
    };
    return { ...own, larger };
}

function bodyUpTo({ bytes, refuse }: DocumentLimit): BodyLimit {
    return { size: bodyWithDocument(bytes), refuse };
}
