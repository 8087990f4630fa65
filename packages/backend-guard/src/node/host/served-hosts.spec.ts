// SPDX-License-Identifier: MIT

import { expect } from 'chai';
import { hostnameOption, readConfiguredHosts } from './configured-hosts';
import { ServedHosts, type RequestAddress } from './served-hosts';

const LOCAL: RequestAddress = {
    hosts: ['127.0.0.1:3000'],
    target: '/',
    origin: undefined,
    fetchSite: undefined,
    fetchMode: undefined,
    localAddress: '127.0.0.1'
};

function refusal(request: Partial<RequestAddress>, theiaHosts = ''): string | undefined {
    return new ServedHosts(readConfiguredHosts(theiaHosts)).refusal({ ...LOCAL, ...request });
}

describe('the hosts that the IDE serves', () => {
    it('are the loopback names, in every spelling and on every port', () => {
        for (const host of [
            'localhost',
            'LocalHost:3000',
            'localhost.:3000',
            '127.0.0.1',
            '127.0.0.1:8080',
            '127.9.9.9:3000',
            '127.1:3000',
            '[::1]:3000',
            '[0:0:0:0:0:0:0:1]:3000',
            '[::ffff:127.0.0.1]:3000'
        ]) {
            expect(refusal({ hosts: [host] }), host).to.equal(undefined);
        }
    });

    it('let no page show files in place, as an image of a stranger’s document would', () => {
        for (const target of [
            '/files/?uri=file:///home',
            '/FILES?uri=x',
            '/file?file:///a',
            'http://127.0.0.1:3000/files/'
        ]) {
            expect(refusal({ target, fetchMode: 'no-cors', fetchSite: 'same-origin' }), target).to.match(/in place/);
            expect(refusal({ target, fetchMode: 'cors', fetchSite: 'same-origin' }), target).to.equal(undefined);
            expect(refusal({ target, fetchMode: 'navigate', fetchSite: 'none' }), target).to.equal(undefined);
        }
        expect(refusal({ target: '/bundle.js', fetchMode: 'no-cors' })).to.equal(undefined);
        expect(refusal({ target: '/filesystem.png', fetchMode: 'no-cors' })).to.equal(undefined);
    });

    it('do not include other names, addresses and spellings', () => {
        for (const host of [
            '',
            'evil.example',
            'evil.example:3000',
            'evil.example.:3000',
            'localhost.evil.example',
            'evil-localhost',
            '127.0.0.1.evil.example',
            '127.0.0.1:3000.evil.example',
            'evil.example, localhost',
            'localhost@evil.example',
            'localhost:3000:3000',
            'localhost:',
            'localhost/',
            'local%68ost',
            '0.0.0.0:3000',
            '[::]:3000',
            '[::1%25eth0]:3000',
            '192.168.1.5:3000'
        ]) {
            expect(refusal({ hosts: [host] }), host).to.match(/^Could not answer the request\. /);
        }
    });

    it('include the address on which a connection arrives', () => {
        expect(refusal({ hosts: ['192.168.1.5:3000'], localAddress: '192.168.1.5' })).to.equal(undefined);
        expect(refusal({ hosts: ['192.168.1.5'], localAddress: '::ffff:192.168.1.5' })).to.equal(undefined);
        expect(refusal({ hosts: ['[FE80::1]:3000'], localAddress: 'fe80::1' })).to.equal(undefined);
        expect(refusal({ hosts: ['192.168.1.6:3000'], localAddress: '192.168.1.5' })).to.include('“192.168.1.6”');
    });

    it('include the configured names, with their port if they have one', () => {
        const hosts = 'ide.example.com, Other.Example.com:8443, https://third.example.com/, bücher.example';
        for (const host of [
            'ide.example.com',
            'IDE.example.com:9999',
            'other.example.com:8443',
            'third.example.com',
            'xn--bcher-kva.example'
        ]) {
            expect(refusal({ hosts: [host] }, hosts), host).to.equal(undefined);
        }
        expect(refusal({ hosts: ['other.example.com:3000'] }, hosts)).to.include('“other.example.com”');
        expect(refusal({ hosts: ['sub.ide.example.com'] }, hosts)).to.be.a('string');
        expect(refusal({ hosts: ['localhost:3000'] }, hosts)).to.equal(undefined);
    });

    it('include the name of the option --hostname', () => {
        const served = (hostname: string, host: string): boolean =>
            new ServedHosts([], hostnameOption(hostname)).refusal({ ...LOCAL, hosts: [host] }) === undefined;
        expect(served('ide.local', 'ide.local:3000')).to.equal(true);
        expect(served('fe80::1', '[fe80::1]:3000')).to.equal(true);
        for (const everyAddress of ['0.0.0.0', '::']) {
            expect(served(everyAddress, `[${everyAddress}]:3000`), everyAddress).to.equal(false);
            expect(served(everyAddress, `${everyAddress}:3000`), everyAddress).to.equal(false);
        }
    });

    it('must be named exactly once in a request', () => {
        expect(refusal({ hosts: [] })).to.include('exactly one valid Host');
        expect(refusal({ hosts: ['localhost', 'localhost'] })).to.include('exactly one valid Host');
    });

    it('count in an absolute request target, too', () => {
        expect(refusal({ target: 'http://localhost:3000/files' })).to.equal(undefined);
        expect(refusal({ target: 'http://evil.example/files' })).to.include('“evil.example”');
        expect(refusal({ target: 'file:///etc/passwd' })).to.be.a('string');
    });

    it('are an error when a configured one is invalid', () => {
        for (const hosts of ['*', '*.example.com', 'a b', 'example.com/path', 'ftp://example.com', 'a:99999']) {
            expect(() => readConfiguredHosts(hosts), hosts).to.throw(`THEIA_HOSTS has the invalid host “${hosts}”`);
        }
        expect(readConfiguredHosts(undefined)).to.deep.equal([]);
    });
});

describe('the origin of a request', () => {
    it('may be the host itself', () => {
        for (const [origin, host] of [
            ['http://127.0.0.1:3000', '127.0.0.1:3000'],
            ['http://localhost:3000', 'LOCALHOST:3000'],
            ['http://[::1]:3000', '[::1]:3000'],
            ['http://localhost', 'localhost'],
            ['https://localhost', 'localhost']
        ] as const) {
            expect(refusal({ origin, hosts: [host] }), origin).to.equal(undefined);
        }
    });

    it('may not be another page, also on this machine', () => {
        for (const origin of [
            'null',
            'https://evil.example',
            'http://127.0.0.1',
            'http://127.0.0.1:8080',
            'http://localhost:3000',
            'https://127.0.0.1',
            'file://',
            'chrome-extension://abc'
        ]) {
            expect(refusal({ origin }), origin).to.include('another origin');
        }
    });

    it('may be a configured name, when a proxy changes the Host header', () => {
        const hosts = 'ide.example.com, other.example.com:8443';
        expect(refusal({ origin: 'https://ide.example.com' }, hosts)).to.equal(undefined);
        expect(refusal({ origin: 'https://other.example.com:8443' }, hosts)).to.equal(undefined);
        expect(refusal({ origin: 'https://ide.example.com:8443' }, hosts)).to.be.a('string');
        expect(refusal({ origin: 'https://other.example.com' }, hosts)).to.be.a('string');
    });

    it('is known without an Origin header, from what the browser says about the request', () => {
        expect(refusal({ fetchSite: 'cross-site', fetchMode: 'no-cors' })).to.include('another origin');
        expect(refusal({ fetchSite: 'same-site', fetchMode: 'no-cors' })).to.include('another origin');
        expect(refusal({ fetchSite: 'cross-site', fetchMode: 'navigate' })).to.equal(undefined);
        expect(refusal({ fetchSite: 'same-origin', fetchMode: 'cors' })).to.equal(undefined);
    });
});
