// SPDX-License-Identifier: MIT

import { until } from '@sanyam/test-kit/until';
import { expect } from 'chai';
import type { Socket } from 'node:net';
import { describeOverEachWay } from './each-way';
import { FairnessStage, isRefusedFor, REQUESTS } from './fairness-stage';

const MB = 1024 * 1024;

describeOverEachWay('one user who takes what they can', startGateway => {
    let stage: FairnessStage;
    before(async () => {
        stage = await FairnessStage.open(startGateway);
    });
    after(() => stage.close());

    it('has a limited number of requests at the same time', async () => {
        const user = await stage.newUser();
        const path = `/api/v1/documents/${await user.create()}`;
        await stage.whileLocked(user, async () => {
            const sockets: Socket[] = [];
            let answered = '';
            await until(() => {
                const socket = stage.send(user, 'PUT', path, 'Content-Type: application/json', 'Content-Length: 1000');
                socket.on('data', chunk => (answered += String(chunk))).resume();
                sockets.push(socket);
                return answered.includes(`"limit":${REQUESTS}`);
            });
            expect(answered)
                .to.match(/^HTTP\/1\.1 429 /m)
                .and.to.include('TOO_MANY_CONCURRENT_REQUESTS');
            expect(sockets.length).to.be.at.least(REQUESTS);
            await stage.expectOthersServed(() => served(answered));
            sockets.forEach(socket => socket.destroy());
            await until(async () => (await user.send('GET', '/api/v1/me')).status === 200);
        });
    });

    it('holds a limited number of bytes of bodies', async () => {
        const user = await stage.newUser();
        const part = `{"name":"a","language_id":"b","content":"${'\\u00e9'.repeat((7.5 * MB) / 6)}`;
        const sockets = Array.from({ length: 5 }, () =>
            stage.send(user, 'POST', '/api/v1/documents', 'Content-Type: application/json', 'Content-Length: 24000000')
        );
        let answered = '';
        for (const socket of sockets) {
            socket.on('data', chunk => (answered += String(chunk)));
            socket.resume();
            socket.write(part);
        }
        await until(() => answered.includes('\r\n\r\n'));
        expect(answered).to.match(/^HTTP\/1\.1 429 /);
        expect(answered).to.include('TOO_MANY_CONCURRENT_REQUESTS');
        await stage.expectOthersServed(() => served(answered));
        sockets.forEach(socket => socket.destroy());
        await until(async () => (await user.send('POST', '/api/v1/documents', { json: NEW_DOCUMENT })).status === 201);
    });

    it('holds a limited number of bytes of answers that are not taken', async () => {
        const user = await stage.newUser();
        const path = `/api/v1/documents/${await user.create({ content: 'x'.repeat(7 * MB) })}`;
        const sockets: Socket[] = [];
        await until(async () => {
            sockets.push(stage.send(user, 'GET', path));
            return isRefusedFor(32 * MB, await user.send('GET', '/api/v1/me'));
        });
        // The buffers between gateway and client hold some of the answers.
        expect(sockets.length).to.be.within(4, REQUESTS);
        await stage.expectOthersServed(() => sockets.filter(({ closed }) => closed).length);
        sockets.forEach(socket => socket.destroy());
        await until(async () => (await user.send('GET', '/api/v1/me')).status === 200);
    });
});

/** Returns how many of the answers that arrived are no refusals. */
function served(answered: string): number {
    return answered.split('HTTP/1.1 2').length - 1;
}

const NEW_DOCUMENT = { name: 'a.md', language_id: 'markdown' };
