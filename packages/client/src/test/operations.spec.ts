// SPDX-License-Identifier: MIT

import { GatewayUser } from '@sanyam/gateway/lib/test/gateway-user';
import { startTestGateway, type TestGateway } from '@sanyam/gateway/lib/test/test-gateway';
import { testCloud } from '@sanyam/test-kit/test-cloud';
import { expect } from 'chai';
import { z } from 'zod';
import { SanyamClient } from '../client/sanyam-client';

/** Operations without a method in the client: they are not for scripts, or can only fail so far. */
const EXCEPTED: Record<string, string> = {
    'contract.document': 'read by tools that generate clients',
    'contract.page': 'read by people',
    'system.health': 'requested by a supervisor',
    'system.readiness': 'requested by a load balancer',
    'system.metrics': 'scraped by Prometheus',
    'billing.webhook': 'called by Stripe with a signature',
    'billing.plans': 'shown to a person beside the buttons for a checkout',
    'billing.checkout': 'leads a person to a page on which to pay',
    'billing.portal': 'leads a person to a page about a plan'
};

/** A method of the client, and a call with all its parameters. */
interface Call {
    readonly method: string;
    readonly run: (client: SanyamClient, world: World) => Promise<unknown>;
}

interface World {
    readonly documentId: string;
    readonly otherId: string;
    readonly trashedId: string;
    readonly shareId: string;
    /** Another user, who shares a document with the client's. */
    readonly ownerId: string;
    readonly keyId: string;
    /** A cursor for each kind of list. */
    readonly cursors: Readonly<
        Record<'documents' | 'search' | 'folders' | 'versions' | 'shares' | 'keys' | 'export', string>
    >;
}

const page = (cursor: string) => ({ limit: 1, direction: 'next' as const, cursor });

/** Where to look for documents. */
const PLACE = { language_id: 'markdown', include_shared: true, folder: 'models' };

const CALLS: Record<string, Call> = {
    'documents.list': {
        method: 'documents.list',
        run: (client, { cursors }) =>
            client.documents.list({ ...PLACE, q: 'notes', state: 'active', below: true }).page(page(cursors.documents))
    },
    'documents.search': {
        method: 'documents.search',
        run: (client, { cursors }) =>
            client.documents
                .search({ ...PLACE, q: 'notes', match_case: false, whole_word: true, matches_per_document: 2 })
                .page({ limit: 1, cursor: cursors.search })
    },
    'documents.create': {
        method: 'documents.create',
        run: client => client.documents.create({ name: 'a.md', language_id: 'markdown', content: '# A', folder: 'new' })
    },
    'documents.read': {
        method: 'documents.read',
        run: (client, { documentId }) => client.documents.read(documentId, { ifNoneMatch: 99 })
    },
    'documents.update': {
        method: 'documents.update',
        run: (client, { documentId }) =>
            client.documents.update(
                documentId,
                { name: 'notes.txt', language_id: 'plaintext', content: 'more', folder: 'texts', autosave: false },
                { ifMatch: 2 }
            )
    },
    'documents.restore': {
        method: 'documents.restore',
        run: (client, { trashedId }) => client.documents.restore(trashedId, { ifMatch: 1 })
    },
    'documents.delete': {
        method: 'documents.delete',
        run: (client, { trashedId }) => client.documents.delete(trashedId, { ifMatch: 1 })
    },
    'folders.list': {
        method: 'folders.list',
        run: (client, { cursors }) => client.folders.list({ folder: '', cursor: cursors.folders })
    },
    'folders.move': { method: 'folders.move', run: client => client.folders.move({ from: 'new', to: 'old' }) },
    'versions.list': {
        method: 'versions.list',
        run: (client, { documentId, cursors }) => client.versions.list(documentId).page(page(cursors.versions))
    },
    'versions.read': {
        method: 'versions.read',
        run: (client, { documentId }) => client.versions.read(documentId, 1)
    },
    'versions.restore': {
        method: 'versions.restore',
        run: (client, { otherId }) => client.versions.restore(otherId, 1, { ifMatch: 1 })
    },
    'shares.list': {
        method: 'shares.list',
        run: (client, { documentId, cursors }) => client.shares.list(documentId).page(page(cursors.shares))
    },
    'shares.create': {
        method: 'shares.create',
        run: (client, { documentId }) =>
            client.shares.create(documentId, { email: 'b@example.com', permission: 'edit' })
    },
    'shares.revoke': {
        method: 'shares.revoke',
        run: (client, { documentId, shareId }) => client.shares.revoke(documentId, shareId)
    },
    'blocked_owners.add': { method: 'shares.block', run: (client, { ownerId }) => client.shares.block(ownerId) },
    'blocked_owners.list': { method: 'shares.listBlocked', run: client => client.shares.listBlocked() },
    'blocked_owners.remove': { method: 'shares.unblock', run: (client, { ownerId }) => client.shares.unblock(ownerId) },
    'received_shares.leave': { method: 'shares.leave', run: (client, { ownerId }) => client.shares.leave(ownerId) },
    'api_keys.list': {
        method: 'apiKeys.list',
        run: (client, { cursors }) => client.apiKeys.list().page(page(cursors.keys))
    },
    'api_keys.create': {
        method: 'apiKeys.create',
        run: client => client.apiKeys.create({ name: 'k', scopes: ['documents:read'], expires_in_days: 1 })
    },
    'api_keys.read': { method: 'apiKeys.read', run: (client, { keyId }) => client.apiKeys.read(keyId) },
    'api_keys.revoke': { method: 'apiKeys.revoke', run: (client, { keyId }) => client.apiKeys.revoke(keyId) },
    'account.read': { method: 'account', run: client => client.account() },
    'account.export': {
        method: 'exportPages',
        run: async (client, { cursors }) => (await client.exportPages({ cursor: cursors.export }).next()).value
    },
    'tiers.list': { method: 'tiers', run: client => client.tiers() }
};

const operationSchema = z.object({
    operationId: z.string(),
    parameters: z.array(z.object({ name: z.string(), in: z.enum(['path', 'query', 'header']) })).default([]),
    requestBody: z
        .object({ content: z.object({ 'application/json': z.object({ schema: z.object({ $ref: z.string() }) }) }) })
        .optional(),
    responses: z.record(z.string(), z.unknown())
});
const contractSchema = z.object({
    paths: z.record(z.string(), z.record(z.string(), operationSchema)),
    components: z.object({ schemas: z.record(z.string(), z.looseObject({ properties: z.looseObject({}).optional() })) })
});
type Contract = z.infer<typeof contractSchema>;

interface Exchange {
    readonly request: Request;
    readonly sent: string;
    readonly answered: string;
}

describe('every operation of the contract', () => {
    let contract: Contract;
    let gateway: TestGateway;
    let client: SanyamClient;
    let world: World;
    const exchanges: Exchange[] = [];

    before(async () => {
        const cloud = await testCloud();
        gateway = await startTestGateway(cloud);
        contract = contractSchema.parse(await (await fetch(`${gateway.url}/api/v1/openapi.json`)).json());
        const ada = await GatewayUser.signUp(cloud, gateway.url);
        await ada.setTier('pro');
        client = new SanyamClient({ url: gateway.url, token: () => ada.token, fetch: recordTo(exchanges) });
        const bob = await GatewayUser.signUp(cloud, gateway.url);
        await bob.setTier('pro');
        const path = `/api/v1/documents/${await bob.create()}/shares`;
        await bob.send('POST', path, { json: { email: ada.email, permission: 'view' } });
        world = { ...(await makeWorld(client)), ownerId: bob.id };
    });
    after(() => gateway.stop());

    it('has exactly one method in the client, or a reason to have none', () => {
        const operations = operationsOf(contract).map(({ operationId }) => operationId);
        expect([...Object.keys(CALLS), ...Object.keys(EXCEPTED)]).to.have.members(operations);
        expect(Object.values(CALLS).map(({ method }) => method)).to.have.members(methodsOf(client));
    });

    it('without a method because it can only fail documents no success', () => {
        for (const { operationId, responses } of operationsOf(contract)) {
            if (EXCEPTED[operationId] === 'without a documented success') {
                expect(Object.keys(responses).filter(status => status.startsWith('2'))).to.deep.equal([]);
            }
        }
    });

    for (const [operationId, { method, run }] of Object.entries(CALLS)) {
        it(`is sent as documented, and returns the whole answer: ${operationId} by ${method}`, async () => {
            const operation = operationsOf(contract).find(each => each.operationId === operationId);
            exchanges.length = 0;
            const result = await run(client, world);
            const [exchange, ...others] = exchanges;
            expect(others).to.deep.equal([]);
            if (operation === undefined || exchange === undefined) {
                throw new Error(`Nothing was sent for ${operationId}.`);
            }
            const { request, sent, answered } = exchange;
            const named = (place: string) => operation.parameters.filter(each => each.in === place).map(p => p.name);
            const url = new URL(request.url);

            expect(request.method.toLowerCase()).to.equal(operation.method);
            expect(url.pathname).to.match(new RegExp(`^${operation.path.replaceAll(/\{\w+\}/g, '[^/]+')}$`));
            expect([...url.searchParams.keys()]).to.have.members(named('query'));
            for (const header of named('header').filter(name => !isUnsent(request.method, name))) {
                expect(request.headers.has(header), header).to.equal(true);
            }
            expect(sent === '' ? undefined : Object.keys(JSON.parse(sent) as object).sort()).to.deep.equal(
                fieldsOf(contract, operation.requestBody)
            );

            // The export of this little account has one more page after the cursor.
            const body = (answered === '' ? undefined : JSON.parse(answered)) as { data: unknown } | undefined;
            expect(result).to.deep.equal(isPage(result) ? body : body?.data);
        });
    }
});

/** Conditions that the client never sends: a change is for one version, and a read for any but one. */
const UNSENT_IN_READS = new Set(['If-Match']);
const UNSENT_IN_CHANGES = new Set(['If-None-Match', 'If-Unmodified-Since']);

function isUnsent(method: string, header: string): boolean {
    return (method === 'GET' ? UNSENT_IN_READS : UNSENT_IN_CHANGES).has(header);
}

function recordTo(exchanges: Exchange[]): typeof fetch {
    return async (input, init) => {
        const request = new Request(input, init);
        const sent = await request.clone().text();
        const response = await fetch(request);
        exchanges.push({ request, sent, answered: await response.clone().text() });
        return response;
    };
}

function operationsOf({ paths }: Contract) {
    return Object.entries(paths).flatMap(([path, methods]) =>
        Object.entries(methods).map(([method, operation]) => ({ path, method, ...operation }))
    );
}

/** Returns the sorted names of all fields of a body. */
function fieldsOf({ components }: Contract, body: z.infer<typeof operationSchema>['requestBody']) {
    const name = body?.content['application/json'].schema.$ref.replace('#/components/schemas/', '');
    return name === undefined ? undefined : Object.keys(components.schemas[name]?.properties ?? {}).sort();
}

/** Returns the names of all methods of the client, such as `documents.list`. */
function methodsOf(client: SanyamClient): string[] {
    const { documents, folders, versions, shares, apiKeys } = client;
    return Object.entries({ '': client, documents, folders, versions, shares, apiKeys }).flatMap(([group, object]) =>
        Object.getOwnPropertyNames(Object.getPrototypeOf(object))
            .filter(name => name !== 'constructor')
            .map(name => (group === '' ? name : `${group}.${name}`))
    );
}

function isPage(result: unknown): boolean {
    return typeof result === 'object' && result !== null && ('pagination' in result || 'items' in result);
}

async function makeWorld(client: SanyamClient): Promise<Omit<World, 'ownerId'>> {
    const document = { name: 'notes.md', language_id: 'markdown', content: '# Notes', folder: 'models' };
    const { id: trashedId } = await client.documents.create(document);
    const { id: otherId } = await client.documents.create(document);
    const { id: documentId } = await client.documents.create(document);
    const cursorOf = async (list: { page(query: { limit: number }): Promise<{ pagination: Cursors }> }) =>
        (await list.page({ limit: 1 })).pagination.next_cursor ?? '';
    await client.documents.update(documentId, { content: 'second' });
    const { id: shareId } = await client.shares.create(documentId, { email: 'a@example.com', permission: 'view' });
    await client.shares.create(documentId, { email: 'z@example.com', permission: 'view' });
    await client.apiKeys.create({ name: 'first', scopes: ['documents:read'] });
    const { id: keyId } = await client.apiKeys.create({ name: 'second', scopes: ['documents:read'] });
    const cursors = {
        documents: await cursorOf(client.documents.list({ folder: 'models', below: true })),
        search: await cursorOf(client.documents.search({ q: 'notes' })),
        folders: Buffer.from('a').toString('base64url'),
        versions: await cursorOf(client.versions.list(documentId)),
        shares: await cursorOf(client.shares.list(documentId)),
        keys: await cursorOf(client.apiKeys.list()),
        export: (await client.exportPages().next()).value?.next_cursor ?? ''
    };
    await client.documents.delete(trashedId);
    return { documentId, otherId, trashedId, shareId, keyId, cursors };
}

interface Cursors {
    readonly next_cursor: string | null;
}
