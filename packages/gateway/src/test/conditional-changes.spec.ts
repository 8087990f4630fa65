// SPDX-License-Identifier: MIT

import { expect } from 'chai';
import { z } from 'zod';
import { readContract, operationsOf } from './contract';
import { describeOverEachWay } from './each-way';
import { stageGateway } from './gateway-stage';
import { errorOf, GatewayUser, type RequestOptions } from './gateway-user';

const documentSchema = z.object({
    data: z.looseObject({ version: z.int(), content: z.string(), deleted_at: z.string().nullable() })
});

describeOverEachWay('a change under a condition', startGateway => {
    const stage = stageGateway('enterprise', startGateway);

    /** Creates a document with two versions. */
    async function newDocument(): Promise<string> {
        const path = `/api/v1/documents/${await stage.ada.create({ content: 'first' })}`;
        await stage.ada.send('PUT', path, { json: { content: 'second' } });
        return path;
    }
    const read = async (path: string) => documentSchema.parse((await stage.ada.send('GET', path)).body).data;

    /** Each change of a document with an entity tag: the method, what follows the path, and the body. */
    const CHANGES: [string, string, RequestOptions][] = [
        ['PUT', '', { json: { content: 'third' } }],
        ['DELETE', '', {}],
        ['POST', '/versions/1/restore', {}]
    ];

    for (const [method, suffix, options] of CHANGES) {
        it(`changes nothing when If-None-Match names the version: ${method} …${suffix}`, async () => {
            const path = await newDocument();
            for (const tag of ['*', '"2"', '2', 'W/"2"', '"2-gzip"', '"1", "2"']) {
                const answer = await stage.ada.send(method, path + suffix, {
                    ...options,
                    headers: { 'If-None-Match': tag }
                });
                expect([answer.status, errorOf(answer).code], tag).to.deep.equal([412, 'PRECONDITION_FAILED']);
                expect(await read(path)).to.include({ version: 2, content: 'second', deleted_at: null });
            }
        });

        it(`happens when If-None-Match names other versions: ${method} …${suffix}`, async () => {
            const path = await newDocument();
            const answer = await stage.ada.send(method, path + suffix, {
                ...options,
                headers: { 'If-None-Match': '"1", "abc"' }
            });
            expect(answer.status, answer.text).to.be.within(200, 204);
        });
    }

    it('can be to restore a document', async () => {
        const path = await newDocument();
        await stage.ada.send('DELETE', path);
        for (const [headers, status] of [
            [{ 'If-Match': '"1"' }, 409],
            [{ 'If-None-Match': '"2"' }, 412],
            [{ 'If-Match': '"1", "2"', 'If-None-Match': '"1"' }, 200]
        ] as const) {
            expect((await stage.ada.send('POST', `${path}/restore`, { headers })).status).to.equal(status);
            expect((await read(path)).deleted_at === null).to.equal(status === 200);
        }
    });

    it('is 404 for a document that the caller cannot see, and 403 for one that they only read', async () => {
        const headers = { 'If-None-Match': '*' };
        const missing = `/api/v1/documents/${crypto.randomUUID()}`;
        expect((await stage.ada.send('PUT', missing, { json: { content: '' }, headers })).status).to.equal(404);
        const path = await newDocument();
        const bob = await GatewayUser.signUp(stage.cloud, stage.gateway.url);
        await stage.ada.send('POST', `${path}/shares`, { json: { email: bob.email, permission: 'view' } });
        const refused = await bob.send('PUT', path, { json: { content: '' }, headers });
        expect([refused.status, errorOf(refused).code]).to.deep.equal([403, 'DOCUMENT_READ_ONLY']);
    });

    it('never is ignored where nothing has an entity tag', async () => {
        const contract = await readContract(stage.gateway.url);
        const unsafe = operationsOf(contract).filter(each => each.method !== 'get' && each.security.length > 0);
        const without = unsafe.filter(each => !each.parameters.some(({ name }) => name === 'If-Match'));
        expect(without.map(each => each.operationId)).to.include.members(['documents.create', 'shares.revoke']);
        for (const { operationId, method, path } of without) {
            for (const headers of [
                { 'If-None-Match': '*' },
                { 'If-Match': '"1"' },
                { 'If-Unmodified-Since': 'Sat, 29 Oct 1994 19:43:31 GMT' }
            ] as Record<string, string>[]) {
                const answer = await stage.ada.send(
                    method.toUpperCase(),
                    path.replaceAll(/\{\w+\}/g, crypto.randomUUID()),
                    { headers, ...(method === 'post' ? { json: {} } : {}) }
                );
                const name = `${operationId} ${JSON.stringify(headers)}`;
                expect([answer.status, errorOf(answer).code], name).to.deep.equal([412, 'PRECONDITION_FAILED']);
            }
        }
    });
});
