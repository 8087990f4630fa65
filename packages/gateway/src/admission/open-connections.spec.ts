// SPDX-License-Identifier: MIT

import { expect } from 'chai';
import { SocketStandIn } from '../test/socket-stand-in';
import { OpenConnections } from './open-connections';

describe('the open connections', () => {
    let dropped: number;
    let open: OpenConnections;
    beforeEach(() => {
        dropped = 0;
        open = new OpenConnections(() => dropped++, 4);
    });

    function connect(address: string): SocketStandIn {
        const connection = new SocketStandIn(address);
        open.add(connection.socket);
        return connection;
    }
    const isReset = ({ isReset: is }: SocketStandIn) => is;

    it('drop that of the network with the most which has been idle for the longest time', () => {
        const other = connect('10.0.0.2');
        const flood = Array.from({ length: 5 }, () => connect('10.0.0.1'));
        expect(flood.map(isReset)).to.deep.equal([true, true, false, false, false]);
        expect(other.isReset).to.equal(false);
        expect(dropped).to.equal(2);
        expect([...open]).to.have.lengthOf(4);
    });

    it('count IPv6 addresses by the half that a provider gives to one customer', () => {
        const other = connect('2001:db8:2::1');
        const flood = Array.from({ length: 5 }, (_, number) => connect(`2001:db8:1::${number}`));
        expect(other.isReset).to.equal(false);
        expect(flood.filter(isReset)).to.have.lengthOf(2);
    });

    it('drop one with a request only when no other one of its network is idle', () => {
        const [busy, ...idle] = Array.from({ length: 4 }, () => connect('10.0.0.1'));
        open.begin(busy?.socket as never);
        for (const { socket } of [connect('10.0.0.1'), connect('10.0.0.1'), connect('10.0.0.1')]) {
            open.begin(socket);
        }
        expect(idle.map(isReset)).to.deep.equal([true, true, true]);
        expect(busy?.isReset).to.equal(false);
        open.begin(connect('10.0.0.2').socket);
        expect(busy?.isReset).to.equal(true);
    });

    it('have a request until the last one of a connection has ended', () => {
        const [pipelined, second] = Array.from({ length: 4 }, () => connect('10.0.0.1'));
        const { socket } = pipelined as SocketStandIn;
        open.begin(socket);
        open.begin(socket);
        open.end(socket);
        connect('10.0.0.1');
        expect([pipelined, second].map(each => each?.isReset)).to.deep.equal([false, true]);
        open.end(socket);
        const later = Array.from({ length: 3 }, () => connect('10.0.0.1'));
        // It became idle after the others that were open.
        expect([pipelined, ...later].map(each => each?.isReset)).to.deep.equal([false, false, false, false]);
        connect('10.0.0.1');
        expect(pipelined?.isReset).to.equal(true);
    });

    it('let a new network in when all networks have one', () => {
        const all = ['10.0.0.1', '10.0.0.2', '10.0.0.3', '10.0.0.4', '10.0.0.5'].map(connect);
        expect(all.map(isReset)).to.deep.equal([true, false, false, false, false]);
    });

    it('have room again when one closes', () => {
        const [first] = Array.from({ length: 4 }, () => connect('10.0.0.1'));
        first?.emit('close');
        open.end(first?.socket as never);
        connect('10.0.0.2');
        expect(dropped).to.equal(0);
    });
});
