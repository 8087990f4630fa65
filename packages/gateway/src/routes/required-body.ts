// SPDX-License-Identifier: MIT

import type { z } from '@hono/zod-openapi';

/** Documents a required JSON body. */
export function takes<Schema extends z.ZodType>(schema: Schema) {
    return { required: true, content: { 'application/json': { schema } } } as const;
}
