// SPDX-License-Identifier: MIT

import fc from 'fast-check';
import { z } from 'zod';

/** The part of JSON Schema that the contract uses for inputs. */
const schemaSchema = z.looseObject({
    $ref: z.string().optional(),
    type: z.enum(['string', 'integer', 'number', 'boolean', 'array', 'object']).optional(),
    enum: z.array(z.string()).optional(),
    format: z.string().optional(),
    pattern: z.string().optional(),
    minLength: z.int().optional(),
    maxLength: z.int().optional(),
    minimum: z.number().optional(),
    maximum: z.number().optional(),
    minItems: z.int().optional(),
    items: z.unknown().optional(),
    properties: z.record(z.string(), z.unknown()).optional(),
    required: z.array(z.string()).optional()
});
type Schema = z.infer<typeof schemaSchema>;

/** Names that every object has from its prototype. */
const PROTOTYPE_NAMES = ['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', '__defineGetter__'];

/** Text of any UTF-16, including NUL and lone surrogates. */
const anyText = fc.string({ unit: fc.integer({ min: 0, max: 0xffff }).map(unit => String.fromCharCode(unit)) });

/** Text that often breaks programs. */
export const strangeText: fc.Arbitrary<string> = fc.oneof(
    fc.constantFrom(
        ...PROTOTYPE_NAMES,
        '',
        ' ',
        '.',
        '..',
        '\u0000',
        '\ud800',
        'a\udfffb',
        '\ufeff',
        '\u202e',
        '\u{1f4a9}',
        '%00',
        '${7*7}',
        "' or 1=1 --",
        '"; drop table documents; --',
        '<script>',
        '../../etc/passwd',
        'null',
        'true',
        '-1',
        '1e9',
        '9'.repeat(40),
        'x'.repeat(300)
    ),
    anyText
);

/** JSON that fits no schema. */
const strangeValue: fc.Arbitrary<unknown> = fc.oneof(
    strangeText,
    fc.constantFrom(null, true, false, 0, -1, 1.5, 2 ** 31, 2 ** 53, 1e308, Number.MIN_VALUE, [], {}, [[]], [null]),
    fc.jsonValue(),
    fc.dictionary(strangeText, fc.jsonValue())
);

/** Returns values that fit a schema. */
export function validFor(schema: unknown, components: Record<string, unknown>): fc.Arbitrary<unknown> {
    return valid(resolve(schema, components), components);
}

/** Returns values that fit a schema except for some missing, wrong or additional fields. */
export function mutatedFor(schema: unknown, components: Record<string, unknown>): fc.Arbitrary<unknown> {
    const edit = fc.record({
        kind: fc.constantFrom('drop', 'replace', 'add'),
        index: fc.nat(10),
        name: fc.oneof(fc.constantFrom(...PROTOTYPE_NAMES, 'id', 'owner_id', 'idempotency_key'), strangeText),
        value: strangeValue
    });
    return fc
        .tuple(validFor(schema, components), fc.array(edit, { minLength: 1, maxLength: 3 }))
        .map(([value, edits]) => {
            let entries = Object.entries(z.record(z.string(), z.unknown()).catch({}).parse(value));
            for (const { kind, index, name, value: strange } of edits) {
                const at = index % Math.max(entries.length, 1);
                entries =
                    kind === 'drop'
                        ? entries.filter((_, position) => position !== at)
                        : kind === 'replace'
                          ? entries.map(([key, old], position) => [key, position === at ? strange : old])
                          : [...entries, [name, strange]];
            }
            return Object.fromEntries(entries) as unknown;
        });
}

/** Texts that are invalid or unusual JSON. */
export const strangeJson: fc.Arbitrary<string> = fc.oneof(
    strangeValue.map(value => JSON.stringify(value)),
    strangeText,
    fc.constantFrom(
        '1e400',
        '-',
        '{"name":',
        '{"name":"a","name":"b","language_id":"c"}',
        '\ufeff{}',
        '{"a":1}{"b":2}',
        'NaN',
        "{'a':1}",
        '{"\\ud800":"\\udc00\\ud800"}',
        '"\\u00"',
        '['.repeat(20_000),
        '{"name":'.repeat(5000),
        `${'['.repeat(5000)}${']'.repeat(5000)}`
    )
);

function resolve(schema: unknown, components: Record<string, unknown>): Schema {
    const parsed = schemaSchema.parse(schema);
    const name = parsed.$ref?.replace('#/components/schemas/', '');
    return name === undefined ? parsed : resolve(components[name], components);
}

function valid(schema: Schema, components: Record<string, unknown>): fc.Arbitrary<unknown> {
    if (schema.enum !== undefined) {
        return fc.constantFrom(...schema.enum);
    }
    switch (schema.type) {
        case 'boolean':
            return fc.boolean();
        case 'integer':
        case 'number':
            return fc.integer({ min: schema.minimum ?? -(2 ** 31), max: schema.maximum ?? 2 ** 31 });
        case 'array':
            return fc.array(validFor(schema.items, components), { minLength: schema.minItems ?? 0, maxLength: 6 });
        case 'object':
            return fc.record(
                Object.fromEntries(
                    Object.entries(schema.properties ?? {}).map(([name, property]) => [
                        name,
                        validFor(property, components)
                    ])
                ),
                { requiredKeys: schema.required ?? [] }
            );
        default:
            return validText(schema);
    }
}

function validText({ format, pattern, minLength = 0, maxLength = 1000 }: Schema): fc.Arbitrary<string> {
    if (format === 'uuid') {
        return fc.uuid();
    }
    if (pattern !== undefined) {
        return fc.stringMatching(new RegExp(pattern));
    }
    return fc.oneof(
        { weight: 4, arbitrary: fc.string({ minLength, maxLength: Math.min(maxLength, 40) }) },
        { weight: 2, arbitrary: fc.string({ unit: 'grapheme', minLength, maxLength: Math.min(maxLength, 40) }) },
        { weight: 1, arbitrary: fc.emailAddress() },
        {
            weight: 1,
            arbitrary: fc.constantFrom('x'.repeat(maxLength), 'x'.repeat(maxLength + 1), '\u2603'.repeat(maxLength))
        }
    );
}
