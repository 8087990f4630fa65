// SPDX-License-Identifier: MIT

import { expect } from 'chai';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { SocketStandIn } from '../test/socket-stand-in';
import { Entrance } from './entrance';

describe('the entrance', () => {
    let served: string[];
    let refused: number;
    beforeEach(() => {
        served = [];
        refused = 0;
    });

    function makeEntrance(room?: number): Entrance {
        // What still waits at the end of a test must not count in the next one.
        const ofThis = served;
        return new Entrance(
            ({ remoteAddress = '' }) => ofThis.push(remoteAddress),
            () => refused++,
            room
        );
    }

    function arrive(entrance: Entrance, address: string): SocketStandIn {
        const connection = new SocketStandIn(address);
        entrance.add(connection.socket);
        return connection;
    }

    async function untilServed(count: number): Promise<void> {
        while (served.length < count) {
            await nextTurn();
        }
    }

    it('lets networks take turns, however many connections of one wait', async () => {
        const entrance = makeEntrance();
        for (let number = 0; number < 100; number++) {
            arrive(entrance, '10.0.0.1');
        }
        arrive(entrance, '10.0.0.2');
        await untilServed(101);
        expect(served.slice(0, 3)).to.deep.equal(['10.0.0.1', '10.0.0.2', '10.0.0.1']);
    });

    it('serves little while connections arrive, so that none waits in the line that the system has for all', async () => {
        const entrance = makeEntrance();
        for (let turn = 0; turn < 128; turn++) {
            arrive(entrance, '10.0.0.1');
            await nextTurn();
        }
        expect(served.length).to.be.within(1, 8);
        await untilServed(128);
    });

    it('serves the connection of another network also while those of a flood arrive in each turn', async () => {
        const entrance = makeEntrance();
        for (let number = 0; number < 100; number++) {
            arrive(entrance, '10.0.0.1');
        }
        arrive(entrance, '10.0.0.2');
        for (let turn = 0; turn < 128 && !served.includes('10.0.0.2'); turn++) {
            arrive(entrance, '10.0.0.1');
            await nextTurn();
        }
        expect(served).to.include('10.0.0.2');
    });

    it('resets a connection of the network with the most when too many wait', async () => {
        const entrance = makeEntrance(4);
        const other = arrive(entrance, '10.0.0.2');
        const flood = Array.from({ length: 10 }, () => arrive(entrance, '10.0.0.1'));
        const another = arrive(entrance, '10.0.0.3');
        expect(other.isReset || another.isReset).to.equal(false);
        expect(flood.filter(({ isReset }) => isReset)).to.have.lengthOf(8);
        expect(refused).to.equal(8);
        await untilServed(4);
        expect(served).to.include.members(['10.0.0.2', '10.0.0.3']);
    });

    it('forgets a connection that ends while it waits, also with an error', async () => {
        const entrance = makeEntrance();
        const gone = arrive(entrance, '10.0.0.1');
        gone.emit('error', new Error('reset'));
        gone.emit('close');
        arrive(entrance, '10.0.0.2');
        await untilServed(1);
        expect(served).to.deep.equal(['10.0.0.2']);
    });
});
