// SPDX-License-Identifier: MIT

import type { HttpBindings } from '@hono/node-server';
import { expect } from 'chai';
import { once } from 'node:events';
import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import { onAnswerEnd } from './answer-end';

describe('the end of an answer', () => {
    let socket: Socket;
    let ended: number;
    beforeEach(() => {
        socket = new Socket();
        ended = 0;
    });
    afterEach(() => socket.destroy());

    /** An answer without a socket, as behind another answer. Node before 24 never closes it. */
    function listen(): HttpBindings {
        const incoming = new IncomingMessage(socket);
        const bindings = { incoming, outgoing: new ServerResponse(incoming) };
        onAnswerEnd(bindings, () => ended++);
        return bindings;
    }

    it('comes with the end of the connection, also if the answer never had its turn', async () => {
        Array.from({ length: 20 }, listen);
        expect(socket.listenerCount('close')).to.be.below(5);
        socket.destroy();
        await once(socket, 'close');
        expect(ended).to.equal(20);
    });

    it('comes once, when the client has taken the answer', async () => {
        listen().outgoing.emit('close');
        expect(ended).to.equal(1);
        socket.destroy();
        await once(socket, 'close');
        expect(ended).to.equal(1);
    });

    it('has come if the client has gone before', async () => {
        socket.destroy();
        await once(socket, 'close');
        listen();
        expect(ended).to.equal(1);
    });
});
