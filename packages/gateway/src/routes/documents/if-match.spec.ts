// SPDX-License-Identifier: MIT

import { testCloud } from '@sanyam/test-kit/test-cloud';
import { expect } from 'chai';
import { describeOverEachWay } from '../../test/each-way';
import { GatewayUser } from '../../test/gateway-user';
import type { TestGateway } from '../../test/test-gateway';

/** For a document at version 2: the If-Match header, and the status of a change, a deletion and a restored version. */
const TABLE: [header: string | undefined, status: number][] = [
    [undefined, 200],
    ['"2"', 200],
    ['W/"2"', 200],
    ['2', 200],
    ['*', 200],
    ['"1", "2"', 200],
    ['"9", W/"2"', 200],
    ['"1"', 409],
    ['1', 409],
    ['"3"', 409],
    ['"1", "3"', 409],
    ['"2147483647"', 409],
    ['"2147483648"', 400],
    ['"0"', 400],
    ['"two"', 400],
    ['two', 400],
    ['""', 400],
    ['"2', 400],
    ['"2",', 200],
    ['"two", "2"', 200],
    ['"two", "1"', 409],
    ['*, "2"', 400]
];

describeOverEachWay('If-Match over HTTP', startGateway => {
    let gateway: TestGateway;
    let ada: GatewayUser;

    before(async () => {
        const cloud = await testCloud();
        gateway = await startGateway(cloud);
        ada = await GatewayUser.signUp(cloud, gateway.url);
        await ada.setTier('enterprise');
    });
    after(() => gateway.stop());

    for (const [header, status] of TABLE) {
        it(`${header ?? 'missing'} gets ${status} [FR-025, FR-026]`, async () => {
            const path = `/api/v1/documents/${await ada.create({ content: 'one' })}`;
            await ada.send('PUT', path, { json: { content: 'two' } });
            const headers: Record<string, string> = header === undefined ? {} : { 'If-Match': header };
            if (status !== 200) {
                const refused = [
                    await ada.send('PUT', path, { json: { content: 'three' }, headers }),
                    await ada.send('POST', `${path}/versions/1/restore`, { headers }),
                    await ada.send('DELETE', path, { headers })
                ];
                expect(refused.map(answer => answer.status)).to.deep.equal([status, status, status]);
            } else {
                const changed = await ada.send('PUT', path, { json: { content: 'three' }, headers });
                expect([changed.status, changed.headers.get('ETag')]).to.deep.equal([200, '"3"']);
            }
        });
    }

    it('lets exactly one of many parallel changes win [FR-026]', async () => {
        const path = `/api/v1/documents/${await ada.create()}`;
        const answers = await Promise.all(
            Array.from({ length: 10 }, (_, index) =>
                ada.send('PUT', path, { json: { content: `by ${index}` }, headers: { 'If-Match': '"1"' } })
            )
        );
        const statuses = answers.map(({ status }) => status).sort();
        expect(statuses).to.deep.equal([200, ...Array.from({ length: 9 }, () => 409)]);
    });
});
