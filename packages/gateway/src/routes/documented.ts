// SPDX-License-Identifier: MIT

import { z } from '@hono/zod-openapi';

interface Documentation {
    readonly description: string;
    readonly type?: 'string';
    readonly minLength?: number;
    readonly maxLength?: number;
}

/** A schema of another package with what OpenAPI cannot see in it. Made before zod was extended, only a copy can. */
export function documented<Schema extends z.ZodType>(schema: Schema, documentation: Documentation): Schema {
    return schema.clone().openapi({ ...documentation });
}
