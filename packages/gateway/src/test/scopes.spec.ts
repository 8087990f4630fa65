// SPDX-License-Identifier: MIT

import { API_KEY_SCOPES, type ApiKeyScope } from '@sanyam/types';
import { expect } from 'chai';
import { z } from 'zod';
import { type DocumentedOperation, operationsOf, readContract } from './contract';
import { describeOverEachWay } from './each-way';
import { stageGateway } from './gateway-stage';
import { type Answer, errorOf } from './gateway-user';

const idSchema = z.object({ data: z.looseObject({ id: z.string() }) });
const keySchema = z.object({ data: z.looseObject({ secret: z.string() }) });

/** A body that each operation accepts. */
const BODIES: Partial<Record<DocumentedOperation['operationId'], unknown>> = {
    'documents.create': { name: 'a.md', language_id: 'markdown' },
    'documents.update': { name: 'b.md' },
    'folders.move': { from: 'models', to: 'old' },
    'shares.create': { email: 'someone@example.com', permission: 'view' }
};

/** The parameters that an operation requires. */
const QUERIES: Partial<Record<DocumentedOperation['operationId'], string>> = { 'documents.search': '?q=a' };

describeOverEachWay('the scopes that operations declare', startGateway => {
    const stage = stageGateway('enterprise', startGateway);
    const keys = new Map<string, string>();
    let operations: [DocumentedOperation, ApiKeyScope][];

    before(async () => {
        const declared = operationsOf(await readContract(stage.gateway.url));
        operations = declared.flatMap(operation => {
            const scope = API_KEY_SCOPES.find(each => operation.security[0]?.['bearer']?.includes(each));
            return scope === undefined ? [] : [[operation, scope]];
        });
    });

    /** The secret of a key with these scopes. */
    async function keyWith(scopes: readonly ApiKeyScope[]): Promise<string> {
        const name = scopes.join(' ');
        const made =
            keys.get(name) ?? secretOf(await stage.ada.send('POST', '/api/v1/api-keys', { json: { name, scopes } }));
        keys.set(name, made);
        return made;
    }

    /** Calls an operation with a key, on a new document that makes it succeed. */
    async function call({ operationId, method, path }: DocumentedOperation, key: string): Promise<Answer> {
        const id = await stage.ada.create({ folder: 'models' });
        const document = `/api/v1/documents/${id}`;
        let shareId = '';
        if (operationId === 'documents.restore') {
            await stage.ada.send('DELETE', document);
        }
        if (operationId === 'shares.revoke') {
            const json = BODIES['shares.create'];
            shareId = idSchema.parse((await stage.ada.send('POST', `${document}/shares`, { json })).body).data.id;
        }
        const address = path
            .replace('{id}', id)
            .replace('{version}', '1')
            .replace('{share_id}', shareId)
            .replace('{owner_id}', id);
        const json = BODIES[operationId];
        const query = QUERIES[operationId] ?? '';
        return stage.ada.sendAs(key, method.toUpperCase(), address + query, json === undefined ? {} : { json });
    }

    it('cover every scope', () => {
        expect(new Set(operations.map(([, scope]) => scope))).to.deep.equal(new Set(API_KEY_SCOPES));
    });

    it('are sufficient for a key [FR-080]', async () => {
        for (const [operation, scope] of operations) {
            const answer = await call(operation, await keyWith([scope]));
            expect(answer.status, `${operation.operationId}: ${answer.text}`).to.be.within(200, 299);
        }
    });

    it('are required, even from a key with all other scopes [FR-080]', async () => {
        for (const [operation, scope] of operations) {
            const others = API_KEY_SCOPES.filter(each => each !== scope);
            const answer = await call(operation, await keyWith(others));
            expect([answer.status, errorOf(answer).code, errorOf(answer).details], operation.operationId).to.deep.equal(
                [403, 'INSUFFICIENT_SCOPE', { required_scope: scope }]
            );
        }
    });

    it('are checked before a body is read', async () => {
        const key = await keyWith(['documents:read']);
        const answer = await stage.ada.sendAs(key, 'POST', '/api/v1/documents', { raw: 'no JSON' });
        expect(errorOf(answer).code).to.equal('INSUFFICIENT_SCOPE');
    });
});

function secretOf(answer: Answer): string {
    return keySchema.parse(answer.body).data.secret;
}
