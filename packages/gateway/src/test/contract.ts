// SPDX-License-Identifier: MIT

import Ajv2020, { type ValidateFunction } from 'ajv/dist/2020';
import addFormats from 'ajv-formats';
import { expect } from 'chai';
import { z } from 'zod';
import { OPERATION_IDS } from '../operation-ids';
import { type Answer, send } from './gateway-user';

/** The headers that the contract documents. Other headers belong to HTTP. */
const HEADERS = [
    'Allow',
    'ETag',
    'Location',
    'Retry-After',
    'WWW-Authenticate',
    'X-RateLimit-Limit',
    'X-RateLimit-Remaining',
    'X-RateLimit-Reset',
    'X-Request-Id'
];

const responseSchema = z.object({
    description: z.string(),
    headers: z.record(z.string(), z.unknown()).optional(),
    content: z.record(z.string(), z.unknown()).optional()
});
const parameterSchema = z.object({
    name: z.string(),
    in: z.enum(['path', 'query', 'header']),
    schema: z.unknown()
});
const requestBodySchema = z.object({
    content: z.object({ 'application/json': z.object({ schema: z.unknown() }) })
});
const operationSchema = z.object({
    operationId: z.enum(OPERATION_IDS),
    tags: z.array(z.string()),
    summary: z.string(),
    security: z.array(z.record(z.string(), z.array(z.string()))),
    parameters: z.array(parameterSchema).default([]),
    requestBody: requestBodySchema.optional(),
    responses: z.record(z.string(), responseSchema)
});
const contractSchema = z.looseObject({
    openapi: z.literal('3.1.0'),
    paths: z.record(z.string(), z.record(z.string(), operationSchema)),
    components: z.looseObject({ schemas: z.record(z.string(), z.unknown()) })
});
/** The parts of the OpenAPI document that tests read. */
export type Contract = z.infer<typeof contractSchema>;

/** An operation with its address. */
export type DocumentedOperation = z.infer<typeof operationSchema> & { readonly path: string; readonly method: string };

export async function readContract(url: string): Promise<Contract> {
    return contractSchema.parse((await send(url, 'GET', '/api/v1/openapi.json')).body);
}

export function operationsOf({ paths }: Contract): DocumentedOperation[] {
    return Object.entries(paths).flatMap(([path, methods]) =>
        Object.entries(methods).map(([method, operation]) => ({ path, method, ...operation }))
    );
}

export function find(contract: Contract, operationId: string): DocumentedOperation {
    const found = operationsOf(contract).find(operation => operation.operationId === operationId);
    if (found === undefined) {
        throw new Error(`The contract has no operation ${operationId}.`);
    }
    return found;
}

/** Returns a function that compares an answer with its documentation: status, headers and body. */
export function judgeBy(contract: Contract): (operationId: string, answer: Answer) => void {
    const ajv = new Ajv2020({ allErrors: true, strict: false });
    addFormats(ajv);
    ajv.addSchema(contract, 'contract');
    const validators = new Map<string, ValidateFunction>();

    return (operationId, answer) => {
        const { path, method, responses, security } = find(contract, operationId);
        const response = responses[answer.status];
        if (response === undefined) {
            throw new Error(`${operationId} answered ${answer.status}, which is not documented: ${answer.text}`);
        }
        const sent = HEADERS.filter(header => answer.headers.has(header));
        expect(sent, `${operationId} ${answer.status}`).to.have.members(Object.keys(response.headers ?? {}));
        if (security.length > 0 && answer.status !== 401) {
            expect(answer.headers.get('X-RateLimit-Limit')).to.match(/^\d+$/);
            expect(answer.headers.get('X-RateLimit-Remaining')).to.match(/^\d+$/);
            expect(answer.headers.get('X-RateLimit-Reset')).to.match(/^\d{10}$/);
        }
        const [mediaType] = Object.keys(response.content ?? {});
        if (mediaType === undefined) {
            expect(answer.text, operationId).to.equal('');
            return;
        }
        expect(answer.headers.get('Content-Type')).to.match(new RegExp(`^${mediaType}(;|$)`));
        if (mediaType === 'application/json') {
            const steps = ['paths', path, method, 'responses', String(answer.status), 'content', mediaType, 'schema'];
            const pointer = steps.map(step => encodeURIComponent(step.replaceAll('~', '~0').replaceAll('/', '~1')));
            const reference = `contract#/${pointer.join('/')}`;
            const validate = validators.get(reference) ?? ajv.compile({ $ref: reference });
            validators.set(reference, validate);
            expect(validate(answer.body), `${operationId}: ${ajv.errorsText(validate.errors)}`).to.equal(true);
        }
    };
}
