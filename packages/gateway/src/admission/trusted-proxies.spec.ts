// SPDX-License-Identifier: MIT

import { expect } from 'chai';
import type { IncomingMessage } from 'node:http';
import { TrustedProxies } from './trusted-proxies';

describe('the source of a request behind proxies', () => {
    const networkOf = (settings: string, peer: string, forwarded?: string) => {
        const request = {
            socket: { remoteAddress: peer },
            headers: forwarded === undefined ? {} : { 'x-forwarded-for': forwarded }
        } as unknown as IncomingMessage;
        const proxies = new TrustedProxies(
            settings.split(', ').flatMap(network => {
                const [address = '', bits = address.includes(':') ? 128 : 32] = network.split('/');
                return address === '' ? [] : [{ address, bits: Number(bits) }];
            })
        );
        const source = proxies.sourceOf(request);
        expect(source.connection).to.equal(request.socket);
        return source.network;
    };

    it('is the client that the proxy names', () => {
        expect(networkOf('10.0.0.7', '10.0.0.7', '192.0.2.1')).to.equal('192.0.2.1');
        expect(networkOf('10.0.0.0/8', '10.9.9.9', '192.0.2.1')).to.equal('192.0.2.1');
        expect(networkOf('10.0.0.7', '::ffff:10.0.0.7', '192.0.2.1')).to.equal('192.0.2.1');
        expect(networkOf('fd00::/8', 'fd12::1', '2001:db8:1:2:3:4:5:6')).to.equal('2001:db8:1:2');
        expect(networkOf('192.168.0.1, 10.0.0.7', '10.0.0.7', '::ffff:192.0.2.1')).to.equal('192.0.2.1');
    });

    it('is the last address that is no proxy: the client can have written those before', () => {
        expect(networkOf('10.0.0.0/8', '10.0.0.7', '198.51.100.9, 192.0.2.1')).to.equal('192.0.2.1');
        expect(networkOf('10.0.0.0/8', '10.0.0.7', '10.0.0.1, 192.0.2.1')).to.equal('192.0.2.1');
        expect(networkOf('10.0.0.0/8', '10.0.0.7', '198.51.100.9, 192.0.2.1, 10.0.0.8,10.0.0.9')).to.equal('192.0.2.1');
    });

    it('is the connection without proxies, and for a connection of somebody else', () => {
        expect(networkOf('', '10.0.0.7', '192.0.2.1')).to.equal('10.0.0.7');
        expect(networkOf('10.0.0.7', '198.51.100.9', '192.0.2.1')).to.equal('198.51.100.9');
        expect(networkOf('10.0.0.7', '10.0.0.77', '192.0.2.1')).to.equal('10.0.0.77');
        expect(networkOf('10.0.0.7', '10.0.0.7')).to.equal('10.0.0.7');
    });

    it('has the address without the port', () => {
        expect(networkOf('10.0.0.7', '10.0.0.7', '192.0.2.1:4711')).to.equal('192.0.2.1');
        expect(networkOf('10.0.0.7', '10.0.0.7', '[2001:db8:1:2::1]:4711')).to.equal('2001:db8:1:2');
        expect(networkOf('10.0.0.7', '10.0.0.7', '[2001:db8:1:2::1]')).to.equal('2001:db8:1:2');
    });

    it('is the last proxy before something that is no address', () => {
        for (const forwarded of ['', 'unknown', '192.0.2.1, unknown', '192.0.2.1, ', '192.0.2.1, 1.2.3', '<script>']) {
            expect(networkOf('10.0.0.0/8', '10.0.0.7', forwarded), forwarded).to.equal('10.0.0.7');
            expect(networkOf('10.0.0.0/8', '10.0.0.7', `${forwarded}, 10.0.0.9`), forwarded).to.equal('10.0.0.9');
        }
    });

    it('is the first proxy if there are only proxies', () => {
        expect(networkOf('10.0.0.0/8', '10.0.0.7', '10.0.0.1, 10.0.0.2')).to.equal('10.0.0.1');
    });
});
