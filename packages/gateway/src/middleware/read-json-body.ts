// SPDX-License-Identifier: MIT

import { CloudError } from '@sanyam/types';
import { createMiddleware } from 'hono/factory';
import type { Plan } from '../admission/admission';
import type { BodyLimit } from '../http/body-limit';
import type { GatewayEnvironment } from '../http/request-variables';
import { isUtf8Json } from '../http/json-media-type';
import { readBodyText } from '../http/read-body-text';

/** Reads a JSON body, which check-request.ts then checks. Refuses a compressed body, which could be a bomb. */
export function readJsonBody(limit: BodyLimit) {
    return createMiddleware<GatewayEnvironment>(async function readJsonBody(context, next) {
        const encoding = context.req.header('Content-Encoding') ?? 'identity';
        if (encoding.toLowerCase() !== 'identity') {
            throw new CloudError('UNSUPPORTED_MEDIA_TYPE', 'Send the body uncompressed.');
        }
        if (!isUtf8Json(context.req.header('Content-Type'))) {
            throw new CloudError('UNSUPPORTED_MEDIA_TYPE', 'Send the body as application/json, in UTF-8.');
        }
        const size = await limit.size();
        const text = await readBodyText(context.env, size).catch((error: unknown) => {
            throw CloudError.is(error, 'DOCUMENT_TOO_LARGE') ? withPlan(error, context.var.plan) : error;
        });
        // Hono would read the body again and repair invalid UTF-8. Its cache contains promises, unlike its type says.
        context.req.bodyCache.text = Promise.resolve(text) as unknown as string;
        await next();
    });
}

/** Adds the caller's plan, and replaces the limit of all plans by that of this plan. */
function withPlan(error: CloudError, plan: Plan | undefined): CloudError {
    if (plan === undefined) {
        return error;
    }
    const { limits, upgradeUrl } = plan;
    const [size, limit] = [error.details['size'], limits.max_document_size_bytes];
    // The limit of all plans can be a minute old. A raised limit that has room for the body did not refuse it.
    const isRefusedByPlan = limit !== null && !(typeof size === 'number' && size <= limit);
    const details = {
        ...error.details,
        limit: isRefusedByPlan ? limit : error.details['limit'],
        tier: limits.tier,
        ...(upgradeUrl === null ? {} : { upgrade_url: upgradeUrl })
    };
    return new CloudError(error.code, error.message, details, { cause: error });
}
