// SPDX-License-Identifier: MIT

import { testCloud } from '@sanyam/test-kit/test-cloud';
import { giveOwnTier } from '@sanyam/test-kit/tiers';
import { expect } from 'chai';
import { randomUUID } from 'node:crypto';
import { describeOverEachWay } from '../../test/each-way';
import { errorOf, GatewayUser } from '../../test/gateway-user';
import type { TestGateway } from '../../test/test-gateway';

describeOverEachWay('shares over HTTP', startGateway => {
    let gateway: TestGateway;
    let ada: GatewayUser;
    let bob: GatewayUser;
    let path: string;

    before(async () => {
        const cloud = await testCloud();
        gateway = await startGateway(cloud);
        [ada, bob] = await Promise.all([
            GatewayUser.signUp(cloud, gateway.url),
            GatewayUser.signUp(cloud, gateway.url)
        ]);
        await ada.setTier('pro');
    });
    after(() => gateway.stop());
    beforeEach(async () => {
        path = `/api/v1/documents/${await ada.create({ content: 'shared' })}`;
    });

    const share = (email: string, permission: string) =>
        ada.send('POST', `${path}/shares`, { json: { email, permission } });

    it('give access, with 201 when they are new and 200 when they change [FR-036, FR-037, SC-006]', async () => {
        const first = await share(bob.email, 'view');
        expect(first.status).to.equal(201);
        expect(first.body).not.to.have.nested.property('data.created');
        expect((await bob.send('GET', path)).status).to.equal(200);
        const refused = await bob.send('PUT', path, { json: { content: 'mine' } });
        expect(errorOf(refused)).to.deep.include({ code: 'DOCUMENT_READ_ONLY', details: { reason: 'view_share' } });
        const second = await share(bob.email, 'edit');
        expect(second.status).to.equal(200);
        expect((await bob.send('PUT', path, { json: { content: 'ours' } })).status).to.equal(200);
    });

    it('tell an editor which limit of the owner is reached, and nothing else', async () => {
        const cloud = await testCloud();
        const owner = await GatewayUser.signUp(cloud, gateway.url);
        await giveOwnTier(cloud, owner.id, { max_storage_bytes: 10 }, 'pro');
        const document = `/api/v1/documents/${await owner.create({ content: 'short' })}`;
        await owner.send('POST', `${document}/shares`, { json: { email: bob.email, permission: 'edit' } });
        const refused = await bob.send('PUT', document, { json: { content: 'longer than that' } });
        expect(refused.status).to.equal(403);
        expect(errorOf(refused)).to.deep.include({
            code: 'TIER_LIMIT_EXCEEDED',
            details: { limit_name: 'max_storage_bytes' }
        });
    });

    it('let an admin restore when the plan of the owner allows it, whatever the plan of the admin [FR-036]', async () => {
        await share(bob.email, 'admin');
        expect((await bob.send('DELETE', path)).status).to.equal(204);
        expect((await bob.send('POST', `${path}/restore`)).status).to.equal(200);
    });

    it('reach a user in both forms of a domain with other letters [FR-037]', async () => {
        const name = randomUUID();
        const email = `${name}@xn--bcher-kva.example`;
        const user = await GatewayUser.signUp(await testCloud(), gateway.url, { email });
        const first = await share(`${name}@BÜCHER.example`, 'view');
        expect([first.status, first.body]).to.have.nested.property('[1].data.email', email);
        expect((await user.send('GET', path)).status).to.equal(200);
        expect((await share(email, 'edit')).status).to.equal(200);
        expect((await share(`${name}@bu\u0308cher.example`, 'admin')).status).to.equal(200);
    });

    it('are created once for each idempotency key', async () => {
        const options = {
            headers: { 'Idempotency-Key': randomUUID() },
            json: { email: bob.email, permission: 'view' }
        };
        const first = await ada.send('POST', `${path}/shares`, options);
        const second = await ada.send('POST', `${path}/shares`, options);
        expect([second.status, second.text]).to.deep.equal([201, first.text]);
    });

    it('are listed only for the owner, and end at once when revoked [FR-038]', async () => {
        await share(bob.email, 'view');
        const list = await ada.send('GET', `${path}/shares`);
        expect(list.body).to.have.nested.property('data[0].email', bob.email);
        expect(list.body).to.have.nested.property('pagination.total_count', 1);
        const refused = await bob.send('GET', `${path}/shares`);
        expect([refused.status, errorOf(refused).code]).to.deep.equal([403, 'FORBIDDEN']);
        const [{ id }] = (list.body as { data: [{ id: string }] }).data;
        expect((await ada.send('DELETE', `${path}/shares/${id}`)).status).to.equal(204);
        expect((await bob.send('GET', path)).status).to.equal(404);
        const again = await ada.send('DELETE', `${path}/shares/${id}`);
        expect([again.status, errorOf(again).code]).to.deep.equal([404, 'SHARE_NOT_FOUND']);
    });

    it('can be revoked only under their own document', async () => {
        const { body } = await share(bob.email, 'view');
        const { id } = (body as { data: { id: string } }).data;
        const other = `/api/v1/documents/${await ada.create()}`;
        const refused = await ada.send('DELETE', `${other}/shares/${id}`);
        expect([refused.status, errorOf(refused).code]).to.deep.equal([404, 'SHARE_NOT_FOUND']);
        expect((await bob.send('GET', path)).status).to.equal(200);
        expect((await ada.send('DELETE', `${path}/shares/${id}`)).status).to.equal(204);
    });

    it('are listed in pages, in both directions [FR-111, FR-113]', async () => {
        const emails = ['a', 'b', 'c'].map(name => `${name}@example.com`);
        for (const email of emails) {
            await share(email, 'view');
        }
        const read = async (query: string) => {
            const { body } = await ada.send('GET', `${path}/shares?${query}`);
            const { data, pagination } = body as {
                data: { email: string }[];
                pagination: { next_cursor: string | null; prev_cursor: string | null; total_count: number };
            };
            return { emails: data.map(({ email }) => email), ...pagination };
        };
        const first = await read('limit=2');
        expect(first).to.deep.include({ emails: emails.slice(0, 2), prev_cursor: null, total_count: 3, limit: 2 });
        const second = await read(`limit=2&cursor=${first.next_cursor}`);
        expect(second).to.deep.include({ emails: emails.slice(2), next_cursor: null });
        const back = await read(`limit=2&direction=prev&cursor=${second.prev_cursor}`);
        expect(back.emails).to.deep.equal(first.emails);
        expect(await read('limit=1000')).to.include({ limit: 100 });
    });

    it('are refused for an invalid address, and on a plan without sharing [FR-076, FR-119]', async () => {
        const wrong = await share('nobody', 'view');
        expect(wrong.status).to.equal(422);
        expect(errorOf(wrong).details).to.have.nested.property('fields.email').that.is.an('array');
        const id = await bob.create();
        const refused = await bob.send('POST', `/api/v1/documents/${id}/shares`, {
            json: { email: ada.email, permission: 'view' }
        });
        expect(refused.status).to.equal(403);
        expect(errorOf(refused)).to.have.nested.property('details.feature', 'document_sharing');
    });
});
