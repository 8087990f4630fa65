// SPDX-License-Identifier: MIT

import { z } from '@hono/zod-openapi';

interface Documentation {
    readonly description: string;
    readonly type?: 'string';
    readonly minLength?: number;
    readonly maxLength?: number;
}

/** The documentation of a list, which replaces the schema in the OpenAPI document. */
interface ListDocumentation {
    readonly description: string;
    readonly type: 'array';
    readonly minItems: number;
    readonly maxItems: number;
    readonly items: { readonly type: 'string'; readonly enum: string[] };
}

/** Adds documentation to a copy of a schema from another package. The original was created before zod was extended. */
export function describeSchema<Schema extends z.ZodType>(
    schema: Schema,
    documentation: Documentation | ListDocumentation
): Schema {
    return schema.clone().openapi({ ...documentation });
}

/** Adds documentation to the fields of an object that accepts no other fields, such as a body. */
export function describeFields<Shape extends Record<string, z.ZodType>>(
    schema: z.ZodObject<Shape>,
    documentation: { readonly [Field in keyof Shape]?: Documentation | ListDocumentation }
): z.ZodObject<Shape, z.core.$strict> {
    const fields = Object.entries(schema.shape).map(([name, field]) => {
        const about = documentation[name];
        return [name, about === undefined ? field : describeSchema(field, about)];
    });
    return z.strictObject(Object.fromEntries(fields) as Shape);
}
