// SPDX-License-Identifier: MIT

import { testCloud } from '@sanyam/test-kit/test-cloud';
import { expect } from 'chai';
import { describeOverEachWay } from '../../test/each-way';
import { errorOf, GatewayUser } from '../../test/gateway-user';
import type { TestGateway } from '../../test/test-gateway';

describeOverEachWay('the history of a document over HTTP', startGateway => {
    let gateway: TestGateway;
    let ada: GatewayUser;
    let path: string;

    before(async () => {
        const cloud = await testCloud();
        gateway = await startGateway(cloud);
        ada = await GatewayUser.signUp(cloud, gateway.url);
        await ada.setTier('pro');
    });
    after(() => gateway.stop());
    beforeEach(async () => {
        path = `/api/v1/documents/${await ada.create({ content: 'one' })}`;
        await ada.send('PUT', path, { json: { content: 'two' } });
        await ada.send('PUT', path, { json: { content: 'three' } });
    });

    it('is listed newest first, in pages [FR-041, FR-111]', async () => {
        const first = await ada.send('GET', `${path}/versions?limit=2`);
        expect(first.status).to.equal(200);
        expect(first.body).to.have.nested.property('data[0].version_number', 3);
        expect(first.body).to.have.nested.property('data[1].version_number', 2);
        expect(first.body).not.to.have.nested.property('data[0].content');
        const { pagination } = first.body as { pagination: { next_cursor: string; total_count: number } };
        expect(pagination.total_count).to.equal(3);
        const second = await ada.send('GET', `${path}/versions?limit=2&cursor=${pagination.next_cursor}`);
        expect(second.body).to.have.nested.property('data[0].version_number', 1);
        expect(second.body).to.have.nested.property('pagination.next_cursor', null);
    });

    it('returns the content of a version [FR-042]', async () => {
        const version = await ada.send('GET', `${path}/versions/1`);
        expect(version.body).to.have.nested.property('data.content', 'one');
        for (const number of ['9', '0', '-1', 'x', '1.5', '2147483648', '99999999999999999999']) {
            const missing = await ada.send('GET', `${path}/versions/${number}`);
            expect([missing.status, errorOf(missing).code]).to.deep.equal([404, 'VERSION_NOT_FOUND']);
        }
    });

    it('restores a version as a new one, unless the document changed meanwhile [FR-026, FR-043]', async () => {
        const refused = await ada.send('POST', `${path}/versions/1/restore`, { headers: { 'If-Match': '"2"' } });
        expect([refused.status, errorOf(refused).code]).to.deep.equal([409, 'OPTIMISTIC_LOCK_CONFLICT']);
        const restored = await ada.send('POST', `${path}/versions/1/restore`, { headers: { 'If-Match': '"3"' } });
        expect([restored.status, restored.headers.get('ETag')]).to.deep.equal([200, '"4"']);
        const read = await ada.send('GET', path);
        expect(read.body).to.have.nested.property('data.content', 'one');
    });

    it('is complete again after its document is restored from the trash [FR-030]', async () => {
        await ada.send('DELETE', path);
        const restored = await ada.send('POST', `${path}/restore`);
        expect([restored.status, restored.headers.get('ETag')]).to.deep.equal([200, '"3"']);
        const version = await ada.send('GET', `${path}/versions/2`);
        expect(version.body).to.have.nested.property('data.content', 'two');
    });
});
