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

/** The like for an object that takes no other fields, such as a body. */
export function documentedFields<Shape extends Record<string, z.ZodType>>(
    schema: z.ZodObject<Shape>,
    documentation: { readonly [Field in keyof Shape]?: Documentation }
): z.ZodObject<Shape, z.core.$strict> {
    const fields = Object.entries(schema.shape).map(([name, field]) => {
        const about = documentation[name];
        return [name, about === undefined ? field : documented(field, about)];
    });
    return z.strictObject(Object.fromEntries(fields) as Shape);
}
