// SPDX-License-Identifier: MIT

import { expect } from 'chai';
import { sourceOf } from './source';

describe('the source of a request', () => {
    const networks = (...addresses: (string | undefined)[]) =>
        new Set(addresses.map(remoteAddress => sourceOf({ remoteAddress }).network)).size;

    it('is the same network for one IPv4 address, however it is written', () => {
        expect(networks('192.0.2.7', '::ffff:192.0.2.7', '::FFFF:192.0.2.7')).to.equal(1);
        expect(networks('192.0.2.7', '192.0.2.8')).to.equal(2);
    });

    it('is the same network for the IPv6 addresses of one customer', () => {
        expect(networks('2001:db8:1:2::1', '2001:db8:1:2:3:4:5:6', '2001:db8:1:2:ffff::', 'fe80::1%eth0')).to.equal(2);
        expect(networks('2001:db8:1:2::1', '2001:db8:1:3::1', '2001:db8::1', '::1')).to.equal(4);
        expect(networks('2001:db8::1', '2001:db8:0:0:1::', '2001:db8::5:0:0:1')).to.equal(1);
    });

    it('tells connections of one network apart', () => {
        const [first, second] = [{ remoteAddress: '192.0.2.7' }, { remoteAddress: '192.0.2.7' }];
        expect(sourceOf(first).connection).not.to.equal(sourceOf(second).connection);
        expect(sourceOf(first).connection).to.equal(sourceOf(first).connection);
    });

    it('is one network for connections that have ended', () => {
        expect(networks(undefined)).to.equal(1);
    });
});
