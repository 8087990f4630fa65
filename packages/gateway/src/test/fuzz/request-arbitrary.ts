// SPDX-License-Identifier: MIT

import fc from 'fast-check';
import { METHODS } from 'node:http';
import type { Contract, DocumentedOperation } from '../contract';
import { operationsOf } from '../contract';
import { mutatedFor, strangeJson, strangeText, validFor } from './json-arbitrary';

/** A request on the wire. */
export interface FuzzRequest {
    /** The operation that the request is based on. */
    readonly operationId: string;
    /** Whether the path and the method are those of the operation. */
    readonly isAddressed: boolean;
    readonly method: string;
    readonly path: string;
    /** The name of the token. Tokens themselves do not appear in a report. */
    readonly as: string;
    readonly headers: readonly (readonly [name: string, value: string])[];
    readonly body: string | Uint8Array | undefined;
}

/** Existing ids and cursors, so that not every answer is 404. */
export interface Pool {
    readonly documentIds: string[];
    readonly shareIds: string[];
    readonly ownerIds: string[];
    readonly keyIds: string[];
    readonly cursors: string[];
    /** Names of tokens. Valid ones appear more than once. */
    readonly tokens: string[];
}

type Parameter = DocumentedOperation['parameters'][number];

/** Percent-encodes UTF-8. Lone surrogates become U+FFFD, as in browsers. */
function encode(text: string): string {
    return Buffer.from(text)
        .toString('latin1')
        .replaceAll(/[^\w-]/g, char => `%${char.charCodeAt(0).toString(16).padStart(2, '0')}`);
}

/** Parts of an address with invalid encoding. */
const brokenEncoding = fc.constantFrom(
    '%',
    '%zz',
    '%c0%af',
    '%ed%a0%80',
    '%ff',
    '%2e%2e',
    '..',
    ';a=b',
    '+',
    '\u00ff',
    '%252f'
);

/** Bytes for a header, without control characters, which Node's client refuses to send. */
const headerValue = fc.string({
    unit: fc
        .oneof(fc.integer({ min: 0x20, max: 0x7e }), fc.integer({ min: 0x80, max: 0xff }))
        .map(byte => String.fromCharCode(byte)),
    maxLength: 60
});

const entityTags = fc.oneof(
    fc.constantFrom(
        '"1"',
        '"2"',
        'W/"1"',
        '1',
        '*',
        '"1", "2"',
        '',
        '""',
        '"0"',
        '"2147483648"',
        '*, "1"',
        '"one"',
        '"1'
    ),
    headerValue
);

/** Values for the headers of the contract. */
const headersByName: Record<string, fc.Arbitrary<string>> = {
    'If-Match': entityTags,
    'If-None-Match': entityTags,
    'Idempotency-Key': fc.oneof(headerValue, fc.constantFrom('', 'k', 'k'.repeat(255), 'k'.repeat(256)))
};

/** Headers that the gateway uses, and others. The client sets the headers that frame a message. */
const header: fc.Arbitrary<[string, string]> = fc.oneof(
    ...Object.entries(headersByName).map(([name, value]) => fc.tuple(fc.constant(name), value)),
    fc.tuple(fc.constant('X-Request-Id'), fc.oneof(headerValue, fc.constantFrom('my-id', 'x'.repeat(129)))),
    fc.tuple(
        fc.constantFrom(
            'Origin',
            'Accept',
            'Accept-Encoding',
            'Range',
            'Cookie',
            'X-Forwarded-For',
            'Access-Control-Request-Method',
            'X-HTTP-Method-Override',
            'Prefer',
            'apikey',
            '__proto__',
            'constructor'
        ),
        headerValue
    ),
    fc.tuple(fc.constant('Content-Encoding'), fc.constantFrom('gzip', 'br', 'identity', 'x'))
);

const contentType = fc.oneof(
    { weight: 12, arbitrary: fc.constant('application/json') },
    {
        weight: 1,
        arbitrary: fc.constantFrom(
            'application/json; charset=utf-8',
            'Application/JSON',
            'application/json; charset=latin1',
            'text/plain',
            'multipart/form-data; boundary=x',
            'application/x-www-form-urlencoded',
            ''
        )
    },
    { weight: 1, arbitrary: headerValue }
);

/** Returns requests that are based on the contract. Most of them are invalid in some way. */
export function requestsOf(contract: Contract, pool: Pool): fc.Arbitrary<FuzzRequest> {
    const { schemas } = contract.components;
    return fc.oneof(
        ...operationsOf(contract).map(operation => ({
            weight: weightOf(operation),
            arbitrary: requestOf(operation, schemas, pool)
        }))
    );
}

/** Returns a higher weight for operations with more inputs. */
function weightOf({ parameters, requestBody }: DocumentedOperation): number {
    return 1 + parameters.length + (requestBody === undefined ? 0 : 12);
}

function requestOf(
    operation: DocumentedOperation,
    schemas: Record<string, unknown>,
    pool: Pool
): fc.Arbitrary<FuzzRequest> {
    const { operationId, method: ownMethod, path: template, parameters } = operation;
    const path = fc.tuple(...template.split('/').map(segment => segmentOf(segment, pool))).map(segments => ({
        path: segments.map(({ text }) => text).join('/'),
        isClean: segments.every(({ isClean }) => isClean)
    }));
    const method = fc.oneof(
        { weight: 20, arbitrary: fc.constant(ownMethod.toUpperCase()) },
        // Node's client returns no answer to CONNECT.
        { weight: 1, arbitrary: fc.constantFrom(...METHODS.filter(each => each !== 'CONNECT')) }
    );
    return fc
        .record({
            path,
            method,
            query: queryOf(
                parameters.filter(parameter => parameter.in === 'query'),
                schemas,
                pool
            ),
            as: fc.constantFrom(...pool.tokens),
            headers: headersOf(parameters.filter(parameter => parameter.in === 'header')),
            contentType,
            body: bodyOf(operation, schemas)
        })
        .map(({ path: { path: address, isClean }, query, contentType: type, ...request }) => ({
            ...request,
            operationId,
            // Node's parser refuses bytes that are not ASCII.
            isAddressed: isClean && request.method === ownMethod.toUpperCase() && /^[!-~]*$/.test(query),
            path: address + query,
            headers:
                request.body === undefined ? request.headers : [...request.headers, ['Content-Type', type] as const]
        }));
}

function segmentOf(segment: string, pool: Pool): fc.Arbitrary<{ text: string; isClean: boolean }> {
    if (!segment.startsWith('{')) {
        return fc.constant({ text: segment, isClean: true });
    }
    const known: Record<string, string[]> = {
        '{id}': pool.documentIds,
        '{share_id}': pool.shareIds,
        '{owner_id}': pool.ownerIds,
        '{key_id}': pool.keyIds,
        '{version}': ['1', '2', '3', '0', '-1', '1e9', '01', '2147483647', '2147483648', '9'.repeat(30)]
    };
    const clean = (text: string) => ({ text, isClean: true });
    return fc.oneof(
        { weight: 8, arbitrary: fc.constantFrom(...(known[segment] ?? [])).map(clean) },
        { weight: 1, arbitrary: fc.uuid().map(clean) },
        {
            weight: 1,
            arbitrary: fc.oneof(strangeText.map(encode), brokenEncoding).map(text => ({ text, isClean: false }))
        }
    );
}

/** Returns the headers of the operation often, and others sometimes. */
function headersOf(parameters: Parameter[]): fc.Arbitrary<[string, string][]> {
    const none = fc.constant<[string, string][]>([]);
    const own = parameters.map(({ name }) =>
        fc.oneof(
            none,
            (headersByName[name] ?? headerValue).map((value): [string, string][] => [[name, value]])
        )
    );
    const others = fc.oneof(
        { weight: 3, arbitrary: none },
        { weight: 1, arbitrary: fc.array(header, { maxLength: 4 }) }
    );
    return fc.tuple(...own, others).map(lists => lists.flat());
}

function queryOf(parameters: Parameter[], schemas: Record<string, unknown>, pool: Pool): fc.Arbitrary<string> {
    const known = parameters.map(({ name, schema }) =>
        fc.tuple(
            fc.constant(name),
            fc.oneof(
                {
                    weight: 3,
                    arbitrary:
                        name === 'cursor' ? fc.constantFrom(...pool.cursors) : validFor(schema, schemas).map(String)
                },
                { weight: 1, arbitrary: strangeText }
            )
        )
    );
    const unknown = fc.tuple(strangeText, strangeText);
    const pair = fc.oneof(...known.map(arbitrary => ({ weight: 4, arbitrary })), { weight: 1, arbitrary: unknown });
    const pairs = fc
        .array(pair, { maxLength: 4 })
        .map(all => all.map(([name, value]) => `${encode(name)}=${encode(value)}`).join('&'));
    const query = fc.oneof(
        { weight: 12, arbitrary: pairs },
        { weight: 1, arbitrary: fc.oneof(brokenEncoding, fc.constantFrom('&&==&', 'limit', '?', '__proto__[x]=1')) }
    );
    return fc.oneof(
        { weight: parameters.length === 0 ? 8 : 1, arbitrary: fc.constant('') },
        { weight: parameters.length === 0 ? 1 : 6, arbitrary: query.map(text => `?${text}`) }
    );
}

function bodyOf(
    { requestBody }: DocumentedOperation,
    schemas: Record<string, unknown>
): fc.Arbitrary<string | Uint8Array | undefined> {
    const none = fc.constant(undefined);
    const junk = fc.oneof(strangeJson, fc.uint8Array());
    if (requestBody === undefined) {
        return fc.oneof({ weight: 12, arbitrary: none }, { weight: 1, arbitrary: junk });
    }
    const { schema } = requestBody.content['application/json'];
    const good = validFor(schema, schemas).map(value => JSON.stringify(value));
    return fc.oneof(
        { weight: 5, arbitrary: good },
        { weight: 8, arbitrary: mutatedFor(schema, schemas).map(value => JSON.stringify(value)) },
        { weight: 1, arbitrary: fc.tuple(good, fc.nat(200)).map(([text, length]) => text.slice(0, length)) },
        { weight: 1, arbitrary: good.map(text => text.replace(/}$/, `,"content":"${'x'.repeat(200_000)}"}`)) },
        { weight: 2, arbitrary: junk },
        { weight: 1, arbitrary: none }
    );
}
