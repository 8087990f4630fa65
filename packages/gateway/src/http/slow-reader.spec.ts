// SPDX-License-Identifier: MIT

import { expect } from 'chai';
import { EventEmitter } from 'node:events';
import type { ServerResponse } from 'node:http';
import { mock } from 'node:test';
import { endSlowReader } from './slow-reader';

describe('a client that reads its answer slowly', () => {
    beforeEach(() => mock.timers.enable({ apis: ['setTimeout'] }));
    afterEach(() => mock.timers.reset());

    /** Returns an answer of which this many bytes wait, its connection, and what happened to that. */
    function answerOf(bytes: number) {
        const events: string[] = [];
        const socket = {
            writableLength: bytes,
            bytesWritten: bytes,
            setTimeout: (milliseconds: number) => events.push(`idle after ${milliseconds}`),
            destroy: () => events.push('destroyed')
        };
        const response = Object.assign(new EventEmitter(), { socket });
        endSlowReader(response as unknown as ServerResponse);
        return { response, socket, events };
    }

    it('is disconnected after 20 seconds in which it took nothing', () => {
        expect(answerOf(1).events).to.deep.equal(['idle after 20000']);
    });

    it('has half a minute, and then time to read the rest with 32 KB/s', () => {
        const { events } = answerOf(3_200_000);
        mock.timers.tick(30_000);
        mock.timers.tick(99_999);
        expect(events).not.to.include('destroyed');
        mock.timers.tick(1);
        expect(events).to.include('destroyed');
    });

    it('stays connected as long as it takes enough of an answer that goes on', () => {
        const { socket, events } = answerOf(3_200_000);
        mock.timers.tick(30_000);
        for (const part of [3_200_000, 0, 0, 6_400_000]) {
            socket.writableLength = part;
            socket.bytesWritten += part;
            mock.timers.tick(200_000);
            expect(events).not.to.include('destroyed');
        }
        socket.bytesWritten += 1;
        socket.writableLength = 6_400_001;
        mock.timers.tick(200_000);
        expect(events).to.include('destroyed');
    });

    it('stays connected when it has taken everything', () => {
        for (const time of [0, 30_000]) {
            const { response, events } = answerOf(3_200_000);
            mock.timers.tick(time);
            response.emit('close');
            mock.timers.tick(1_000_000);
            expect(events).not.to.include('destroyed');
        }
    });
});
