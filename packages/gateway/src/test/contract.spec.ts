// SPDX-License-Identifier: MIT

import { testCloud } from '@sanyam/test-kit/test-cloud';
import { expect } from 'chai';
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { describeOverEachWay } from './each-way';
import { OPERATION_IDS } from '../operation-ids';
import { type Contract, find, judgeBy, operationsOf, readContract } from './contract';
import { type Answer, GatewayUser, type RequestOptions, send } from './gateway-user';
import type { TestGateway } from './test-gateway';

/** The data for requests: a user on the pro plan, and ids of the user's resources. */
interface World {
    readonly ada: GatewayUser;
    readonly documentId: string;
    readonly trashedId: string;
    readonly shareId: string;
    readonly keyId: string;
}

interface Example extends RequestOptions {
    readonly path?: (world: World) => string;
    readonly status: number;
}

const MISSING = randomUUID();
const newDocument = { name: 'a.md', language_id: 'markdown', content: 'text' };
const share = { email: 'someone@example.com', permission: 'view' };
const document = ({ documentId }: World) => `/api/v1/documents/${documentId}`;
const missing = () => `/api/v1/documents/${MISSING}`;

/** For each operation: valid and invalid requests, with the status of the answer. */
const EXAMPLES: Record<(typeof OPERATION_IDS)[number], Example[]> = {
    'documents.list': [
        { status: 200 },
        { path: () => '/api/v1/documents?cursor=bm90IG91cnM', status: 400 },
        { path: () => '/api/v1/documents?q=%C3', status: 400 },
        { path: () => '/api/v1/documents?state=burnt', status: 422 },
        { path: () => '/api/v1/documents?folder=', status: 200 },
        { path: () => '/api/v1/documents?folder=models&below=true', status: 200 },
        { path: () => '/api/v1/documents?folder=a//b', status: 422 },
        { path: () => '/api/v1/documents?below=true', status: 422 }
    ],
    'documents.create': [
        { json: newDocument, status: 201 },
        { json: { ...newDocument, folder: 'models/shared' }, status: 201 },
        { json: { ...newDocument, folder: 'models/' }, status: 422 },
        { json: { ...newDocument, color: 'red' }, status: 422 },
        { json: { ...newDocument, content: 'x'.repeat(2_097_153) }, status: 413 },
        { raw: '{', status: 400 },
        { json: newDocument, headers: { 'Content-Range': 'bytes 0-9/100' }, status: 400 },
        { raw: 'text', headers: { 'Content-Type': 'text/plain' }, status: 415 }
    ],
    'documents.read': [
        { path: document, status: 200 },
        { path: document, headers: { 'If-None-Match': '*' }, status: 304 },
        { path: document, headers: { 'If-Match': '*' }, status: 200 },
        { path: document, headers: { 'If-Match': '"1"' }, status: 200 },
        { path: document, headers: { 'If-Match': '"99"', 'If-None-Match': '*' }, status: 412 },
        { path: document, headers: { 'If-Match': 'rubbish' }, status: 400 },
        { path: missing, status: 404 }
    ],
    'documents.update': [
        { path: document, json: { name: 'b.md' }, status: 200 },
        { path: document, json: { name: 'c.md' }, headers: { 'If-Match': '"99"' }, status: 409 },
        { path: document, json: { name: 'c.md' }, headers: { 'If-Match': 'rubbish' }, status: 400 },
        { path: document, json: { name: 'c.md' }, headers: { 'If-None-Match': '*' }, status: 412 },
        { path: document, json: { name: 'c.md' }, headers: { 'If-None-Match': 'rubbish' }, status: 400 },
        { path: ({ trashedId }) => `/api/v1/documents/${trashedId}`, json: { name: 'c.md' }, status: 403 },
        { path: missing, json: {}, headers: { 'If-None-Match': '*' }, status: 404 },
        { path: missing, json: {}, status: 404 }
    ],
    'documents.delete': [
        { path: document, headers: { 'If-None-Match': '*' }, status: 412 },
        { path: document, headers: { 'If-Match': '"99"' }, status: 409 },
        { path: ({ trashedId }) => `/api/v1/documents/${trashedId}`, status: 204 },
        { path: missing, status: 404 }
    ],
    'documents.restore': [
        {
            path: ({ trashedId }) => `/api/v1/documents/${trashedId}/restore`,
            headers: { 'If-Match': '"9"' },
            status: 409
        },
        {
            path: ({ trashedId }) => `/api/v1/documents/${trashedId}/restore`,
            headers: { 'If-None-Match': '*' },
            status: 412
        },
        { path: ({ trashedId }) => `/api/v1/documents/${trashedId}/restore`, status: 200 },
        { path: () => `${missing()}/restore`, status: 404 }
    ],
    'documents.search': [
        { path: () => '/api/v1/search?q=text', status: 200 },
        { path: () => '/api/v1/search?q=MARKDOWN&match_case=true&whole_word=true&folder=models&limit=1', status: 200 },
        { path: () => '/api/v1/search?q=text&cursor=bm90IG91cnM', status: 400 },
        { path: () => '/api/v1/search?q=%C3', status: 400 },
        { path: () => '/api/v1/search?q=a%0Ab', status: 422 },
        { path: () => '/api/v1/search?q=a&matches_per_document=0', status: 422 },
        { status: 422 }
    ],
    'folders.list': [
        { status: 200 },
        { path: () => '/api/v1/folders?folder=models', status: 200 },
        { path: () => '/api/v1/folders?cursor=YQ==', status: 400 },
        { path: () => '/api/v1/folders?folder=/a', status: 422 }
    ],
    'folders.move': [
        { json: { from: 'a', to: 'b' }, status: 404 },
        { json: { from: 'models', to: 'old' }, status: 200 },
        { json: { from: 'old', to: 'old/b' }, status: 422 },
        { json: { from: '', to: 'b' }, status: 422 },
        { json: { from: 'a' }, status: 422 }
    ],
    'versions.list': [
        { path: world => `${document(world)}/versions`, status: 200 },
        { path: () => `${missing()}/versions`, status: 404 },
        { path: world => `${document(world)}/versions?limit=many`, status: 422 }
    ],
    'versions.read': [
        { path: world => `${document(world)}/versions/1`, status: 200 },
        { path: world => `${document(world)}/versions/4000`, status: 404 }
    ],
    'versions.restore': [
        { path: world => `${document(world)}/versions/1/restore`, status: 200 },
        { path: world => `${document(world)}/versions/1/restore`, headers: { 'If-Match': '"99"' }, status: 409 },
        { path: world => `${document(world)}/versions/1/restore`, headers: { 'If-None-Match': '*' }, status: 412 },
        { path: world => `${document(world)}/versions/4000/restore`, status: 404 }
    ],
    'shares.list': [
        { path: world => `${document(world)}/shares`, status: 200 },
        { path: world => `${document(world)}/shares?cursor=bm90IG91cnM`, status: 400 },
        { path: world => `${document(world)}/shares?limit=many`, status: 422 },
        { path: () => `${missing()}/shares`, status: 404 }
    ],
    'shares.create': [
        { path: world => `${document(world)}/shares`, json: share, status: 201 },
        { path: world => `${document(world)}/shares`, json: share, status: 200 },
        { path: world => `${document(world)}/shares`, json: { ...share, permission: 'owner' }, status: 422 },
        { path: () => `${missing()}/shares`, json: share, status: 404 }
    ],
    'shares.revoke': [
        { path: world => `${document(world)}/shares/${world.shareId}`, status: 204 },
        { path: world => `${document(world)}/shares/${MISSING}`, status: 404 },
        { path: world => `/api/v1/documents/${world.trashedId}/shares/${world.shareId}`, status: 404 }
    ],
    'received_shares.leave': [
        { path: () => `/api/v1/received-shares/${MISSING}`, status: 200 },
        { path: () => '/api/v1/received-shares/me', status: 404 }
    ],
    'blocked_owners.list': [{ status: 200 }],
    'blocked_owners.add': [{ path: () => `/api/v1/blocked-owners/${MISSING}`, status: 404 }],
    'blocked_owners.remove': [{ path: () => `/api/v1/blocked-owners/${MISSING}`, status: 204 }],
    'api_keys.list': [{ status: 200 }, { path: () => '/api/v1/api-keys?limit=many', status: 422 }],
    'api_keys.create': [
        { json: { name: 'a key', scopes: ['documents:read'], expires_in_days: 7 }, status: 201 },
        { json: { name: 'a key', scopes: ['everything'] }, status: 422 }
    ],
    'api_keys.read': [
        { path: ({ keyId }) => `/api/v1/api-keys/${keyId}`, status: 200 },
        { path: () => `/api/v1/api-keys/${MISSING}`, status: 404 }
    ],
    'api_keys.revoke': [
        { path: ({ keyId }) => `/api/v1/api-keys/${keyId}`, status: 204 },
        { path: () => `/api/v1/api-keys/${MISSING}`, status: 404 }
    ],
    'account.read': [{ status: 200 }],
    'account.export': [
        { status: 200 },
        { path: () => '/api/v1/me/export?cursor=bm90IG91cnM', status: 400 },
        { path: () => '/api/v1/me/export?limit=1', status: 422 }
    ],
    'tiers.list': [{ status: 200 }],
    // With a payment service, billing-checkout.spec.ts and billing-webhook.spec.ts hold the answers against the contract.
    'billing.plans': [{ status: 503 }],
    'billing.checkout': [
        { json: { tier: 'pro', interval: 'month' }, status: 503 },
        { json: { tier: 'pro', interval: 'week' }, status: 422 }
    ],
    'billing.portal': [{ status: 503 }],
    'billing.webhook': [{ json: {}, status: 503 }],
    'contract.document': [{ status: 200 }],
    'contract.page': [{ status: 200 }],
    'system.health': [{ status: 200 }],
    'system.readiness': [{ status: 200 }],
    'system.metrics': [{ status: 200 }]
};

describeOverEachWay('the contract', startGateway => {
    let gateway: TestGateway;
    let contract: Contract;
    let world: World;
    let judge: (operationId: string, answer: Answer) => void;

    before(async () => {
        const cloud = await testCloud();
        gateway = await startGateway(cloud);
        contract = await readContract(gateway.url);
        judge = judgeBy(contract);
        world = await makeWorld(await GatewayUser.signUp(cloud, gateway.url));
    });
    after(() => gateway.stop());

    it('has every operation exactly once', () => {
        expect(operationsOf(contract).map(({ operationId }) => operationId)).to.have.members([...OPERATION_IDS]);
    });

    it('has components for all resources', () => {
        expect(contract.components.schemas).to.include.keys(
            'Document',
            'NewDocument',
            'Version',
            'Share',
            'ApiKey',
            'Tier'
        );
    });

    for (const [operationId, examples] of Object.entries(EXAMPLES)) {
        it(`holds for ${operationId} [FR-113, FR-115]`, async () => {
            const { method, path } = find(contract, operationId);
            for (const { path: pathOf = () => path, status, ...options } of examples) {
                const answer = await world.ada.send(method.toUpperCase(), pathOf(world), options);
                expect(answer.status, answer.text).to.equal(status);
                judge(operationId, answer);
            }
        });
    }

    it('holds for requests without a token', async () => {
        for (const { operationId, method, path, security } of operationsOf(contract)) {
            const concrete = path.replaceAll(/\{\w+\}/g, '1');
            const answer = await send(gateway.url, method.toUpperCase(), concrete);
            expect(answer.status === 401, operationId).to.equal(security.length > 0);
            judge(operationId, answer);
        }
    });
});

async function makeWorld(ada: GatewayUser): Promise<World> {
    await ada.setTier('pro');
    const idSchema = z.object({ data: z.looseObject({ id: z.string() }) });
    const idOf = (answer: Answer) => idSchema.parse(answer.body).data.id;
    const documentId = await ada.create();
    await ada.create({ folder: 'models' });
    const trashedId = await ada.create();
    await ada.send('DELETE', `/api/v1/documents/${trashedId}`);
    const json = { ...share, email: 'other@example.com' };
    const shareId = idOf(await ada.send('POST', `/api/v1/documents/${documentId}/shares`, { json }));
    const scopes = ['documents:read'];
    const keyId = idOf(await ada.send('POST', '/api/v1/api-keys', { json: { name: 'a key', scopes } }));
    return { ada, documentId, trashedId, shareId, keyId };
}
