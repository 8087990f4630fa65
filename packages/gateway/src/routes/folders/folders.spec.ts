// SPDX-License-Identifier: MIT

import { expect } from 'chai';
import { z } from 'zod';
import { describeOverEachWay } from '../../test/each-way';
import { type GatewayStage, stageGateway } from '../../test/gateway-stage';
import { type Answer, errorOf, GatewayUser } from '../../test/gateway-user';

const pageSchema = z.object({
    data: z.array(z.looseObject({ folder: z.string(), name: z.string(), version: z.int() })),
    folders: z.array(z.string()).optional(),
    next_folders_cursor: z.string().nullable().optional(),
    pagination: z.looseObject({ next_cursor: z.string().nullable(), total_count: z.int() })
});

const pathsOf = ({ body }: Answer) => pageSchema.parse(body).data.map(({ folder, name }) => `${folder}/${name}`);

describeOverEachWay('folders over HTTP', startGateway => {
    const stage: GatewayStage = stageGateway('pro', startGateway);

    /** Signs up a user with documents at these paths. */
    async function userWith(...paths: readonly string[]): Promise<GatewayUser> {
        const ada = await GatewayUser.signUp(stage.cloud, stage.gateway.url);
        await ada.setTier('pro');
        for (const path of paths) {
            const slash = path.lastIndexOf('/');
            await ada.create({ name: path.slice(slash + 1), folder: path.slice(0, Math.max(slash, 0)) });
        }
        return ada;
    }

    const list = (ada: GatewayUser, query: Record<string, string>) =>
        ada.send('GET', `/api/v1/documents?${new URLSearchParams(query)}`);

    it('hold documents, which a change moves with a new version [BY-04]', async () => {
        const ada = await userWith();
        const id = await ada.create({ folder: 'models/shared' });
        const path = `/api/v1/documents/${id}`;
        expect((await ada.send('GET', path)).body).to.have.nested.property('data.folder', 'models/shared');
        const moved = await ada.send('PUT', path, { json: { folder: '' }, headers: { 'If-Match': '"1"' } });
        expect([moved.status, moved.headers.get('ETag')]).to.deep.equal([200, '"2"']);
        expect(moved.body).to.have.nested.property('data.folder', '');
        const refused = await ada.send('PUT', path, { json: { folder: '/models' } });
        expect([refused.status, errorOf(refused).code]).to.deep.equal([422, 'VALIDATION_ERROR']);
        expect(errorOf(refused).details).to.have.nested.property('fields.folder');
    });

    it('are moved by the owner of a document only [BY-04]', async () => {
        const [ada, bob] = [await userWith(), await userWith()];
        const id = await ada.create({ folder: 'models' });
        const path = `/api/v1/documents/${id}`;
        await ada.send('POST', `${path}/shares`, { json: { email: bob.email, permission: 'admin' } });
        expect((await bob.send('GET', path)).body).to.have.nested.property('data.folder', 'models');
        const refused = await bob.send('PUT', path, { json: { folder: 'mine' } });
        expect([refused.status, errorOf(refused).code]).to.deep.equal([403, 'FORBIDDEN']);
    });

    it('list their documents and the folders in them, page by page [BY-04]', async () => {
        const ada = await userWith('z.md', 'models/b.md', 'models/a.md', 'models/shared/deep/c.md');
        const first = await list(ada, { folder: 'models', limit: '1' });
        expect(pathsOf(first)).to.deep.equal(['models/a.md']);
        const { folders, next_folders_cursor, pagination } = pageSchema.parse(first.body);
        expect({ folders, next_folders_cursor }).to.deep.equal({ folders: ['shared'], next_folders_cursor: null });
        expect(pagination.total_count).to.equal(2);
        const second = await list(ada, { folder: 'models', limit: '1', cursor: pagination.next_cursor ?? '' });
        expect(pathsOf(second)).to.deep.equal(['models/b.md']);
        expect(second.body).to.not.have.property('folders');
        const below = await list(ada, { folder: 'models', below: 'true' });
        expect(pathsOf(below)).to.deep.equal(['models/a.md', 'models/b.md', 'models/shared/deep/c.md']);
        expect((await list(ada, {})).body).to.not.have.property('folders');
        const { body } = await ada.send('GET', '/api/v1/folders');
        expect(body).to.deep.equal({ data: { folders: ['models'], next_cursor: null } });
    });

    it('have cursors for the longest path and name [BY-04]', async () => {
        const name = '\u{1F600}'.repeat(255);
        const folder = Array.from({ length: 2 }, () => '\u{1F601}'.repeat(199)).join('/');
        const ada = await userWith(`${folder}/${name}`, `${folder}/${name}`);
        const first = pageSchema.parse((await list(ada, { folder, limit: '1' })).body);
        const second = await list(ada, { folder, limit: '1', cursor: first.pagination.next_cursor ?? '' });
        expect([second.status, pathsOf(second)]).to.deep.equal([200, [`${folder}/${name}`]]);
    });

    it('move in one step with all that is below [BY-04]', async () => {
        const ada = await userWith('models/a.md', 'models/shared/b.md', 'other.md');
        const moved = await ada.send('POST', '/api/v1/folders/move', { json: { from: 'models', to: 'old/models' } });
        expect([moved.status, moved.body]).to.deep.equal([200, { data: { count: 2 } }]);
        expect(pathsOf(await list(ada, { folder: 'old', below: 'true' }))).to.deep.equal([
            'old/models/a.md',
            'old/models/shared/b.md'
        ]);
    });

    for (const [title, json, status, field] of [
        ['into itself', { from: 'models', to: 'models/a' }, 422, 'to'],
        ['with a path that is none', { from: 'models//a', to: 'b' }, 422, 'from'],
        ['without a target', { from: 'models' }, 422, 'to'],
        ['that does not exist', { from: 'model', to: 'b' }, 404, undefined]
    ] as const) {
        it(`are not moved ${title} [BY-04]`, async () => {
            const ada = await userWith('models/a.md');
            const refused = await ada.send('POST', '/api/v1/folders/move', { json });
            expect([refused.status, errorOf(refused).code]).to.deep.equal([
                status,
                status === 404 ? 'NOT_FOUND' : 'VALIDATION_ERROR'
            ]);
            if (field !== undefined) {
                expect(errorOf(refused).details).to.have.nested.property(`fields.${field}`);
            }
        });
    }
});
