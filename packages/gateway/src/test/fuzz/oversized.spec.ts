// SPDX-License-Identifier: MIT

import { expect } from 'chai';
import { z } from 'zod';
import { type Contract, type DocumentedOperation, judgeBy, operationsOf, readContract } from '../contract';
import { startDirectGateway } from '../each-way';
import { stageGateway } from '../gateway-stage';
import { type Answer, send } from '../gateway-user';

const schemaSchema = z.looseObject({
    $ref: z.string().optional(),
    type: z.string().optional(),
    properties: z.record(z.string(), z.unknown()).optional()
});
type Schema = z.infer<typeof schemaSchema>;

/** Sizes around the limits of bodies: 16 KB, and the 2 MB of the plan pro with its escapes. */
const LENGTHS = [7000, 130_000, 1_000_000];

/** Values of this length for a field. Each of them is cheap to send and can be dear to check. */
const MAKERS: Record<string, (length: number) => string> = {
    'a long array of numbers': length => `[${'1,'.repeat(length)}1]`,
    'a long array of valid items': length => `[${'"documents:read",'.repeat(Math.ceil(length / 8))}"documents:read"]`,
    'a long array of arrays': length => `[${'[],'.repeat(length)}[]]`,
    'a long string': length => `"${'x'.repeat(length)}"`,
    'a long string of escapes': length => `"${'\\u00e9'.repeat(Math.ceil(length / 6))}"`,
    'a long number': length => '9'.repeat(length),
    'many keys': length => `{${Array.from({ length: Math.ceil(length / 8) }, (_, key) => `"${key}":1`).join(',')}}`,
    'a deep array': length => `${'['.repeat(length)}${']'.repeat(length)}`,
    'a deep object': length => `${'{"a":'.repeat(length)}1${'}'.repeat(length)}`
};

describe('an oversized field', () => {
    const stage = stageGateway('pro', startDirectGateway);
    let contract: Contract;
    let judge: (operationId: string, answer: Answer) => void;
    let documentId: string;

    before(async () => {
        contract = await readContract(stage.gateway.url);
        judge = judgeBy(contract);
        documentId = await stage.ada.create();
    });
    afterEach('the gateway serves and has logged no error', async () => {
        expect(stage.gateway.logged.filter(line => line['level'] === 50)).to.deep.equal([]);
        expect((await send(stage.gateway.url, 'GET', '/healthz')).status).to.equal(200);
    });

    const resolve = (schema: unknown): Schema => {
        const parsed = schemaSchema.parse(schema);
        const name = parsed.$ref?.replace('#/components/schemas/', '');
        return name === undefined ? parsed : resolve(contract.components.schemas[name]);
    };
    const bodyOf = ({ requestBody }: DocumentedOperation): Schema | undefined =>
        requestBody && resolve(requestBody.content['application/json'].schema);
    const addressOf = ({ path }: DocumentedOperation) => path.replace('{id}', documentId).replaceAll(/\{\w+\}/g, '1');

    it('of a body has a maximum, if it is a list', () => {
        const lists = operationsOf(contract)
            .flatMap(operation => Object.values(bodyOf(operation)?.properties ?? {}))
            .map(resolve)
            .filter(({ type }) => type === 'array');
        expect(lists).not.to.have.lengthOf(0);
        lists.forEach(list => expect(list).to.have.property('maxItems').that.is.a('number'));
    });

    for (const [what, make] of Object.entries(MAKERS)) {
        it(`of ${what} is refused or stored, in each body [FR-115, FR-119]`, async () => {
            for (const operation of operationsOf(contract)) {
                const body = bodyOf(operation);
                for (const field of ['', ...Object.keys(body?.properties ?? {})].filter(() => body !== undefined)) {
                    for (const length of LENGTHS) {
                        const raw = field === '' ? make(length) : `{"${field}":${make(length)}}`;
                        const answer = await stage.ada.send(operation.method.toUpperCase(), addressOf(operation), {
                            raw
                        });
                        const title = `${operation.operationId} ${field} ${length}: ${answer.text.slice(0, 200)}`;
                        expect(answer.status, title).to.be.oneOf([200, 400, 413, 422]);
                        judge(operation.operationId, answer);
                    }
                }
            }
        });
    }

    it('of a query or a header is refused or ignored', async () => {
        const values = ['x'.repeat(8000), '"1",'.repeat(1000), '%F0%9F%92%A9'.repeat(600), '9'.repeat(8000)];
        for (const operation of operationsOf(contract).filter(({ operationId }) => operationId !== 'system.metrics')) {
            for (const { name, in: place } of operation.parameters.filter(parameter => parameter.in !== 'path')) {
                for (const value of values) {
                    const [path, headers] =
                        place === 'query'
                            ? [`${addressOf(operation)}?${name}=${value}`, {}]
                            : [addressOf(operation), { [name]: value }];
                    const json = bodyOf(operation) === undefined ? {} : { json: {} };
                    const answer = await stage.ada.send(operation.method.toUpperCase(), path, { ...json, headers });
                    const title = `${operation.operationId} ${name}: ${answer.text.slice(0, 200)}`;
                    expect(answer.status, title).to.be.oneOf([200, 204, 400, 403, 404, 409, 412, 422, 503]);
                    judge(operation.operationId, answer);
                }
            }
        }
    });
});
