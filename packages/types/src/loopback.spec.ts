// SPDX-License-Identifier: MIT

import { expect } from 'chai';
import { isLoopback, keepLoopbackDirect } from './loopback';

const LOOPBACK = 'localhost,127.0.0.1,[::1]';

function after(environment: Record<string, string | undefined>): Record<string, string | undefined> {
    keepLoopbackDirect(environment);
    return environment;
}

describe('a host is this machine', () => {
    it('in every address that no network leads to another one', () => {
        for (const host of [
            'localhost',
            'LOCALHOST',
            'localhost.',
            '127.0.0.1',
            '127.9.9.9',
            '127.255.255.255',
            '::1',
            new URL('postgres://user@[0:0:0:0:0:0:0:1]/').hostname,
            new URL('http://127.1').hostname
        ]) {
            expect(isLoopback(host), host).to.equal(true);
        }
    });

    it('never because of a name that the DNS answers', () => {
        for (const host of [
            '',
            'app.localhost',
            'localhost.example.com',
            'evil-localhost',
            '127.0.0.1.example.com',
            '127.0.0.256',
            '127.0.0',
            '128.0.0.1',
            '0.0.0.0',
            '[::]',
            '[::1',
            '::1]',
            '[::2]',
            'localhost\n'
        ]) {
            expect(isLoopback(host), host).to.equal(false);
        }
    });
});

describe('the proxy for connections to this machine', () => {
    it('is switched off in both spellings of NO_PROXY', () => {
        expect(after({ HTTP_PROXY: 'http://proxy' })).to.deep.equal({
            HTTP_PROXY: 'http://proxy',
            no_proxy: LOOPBACK,
            NO_PROXY: LOOPBACK
        });
    });

    it('is switched off beside the hosts that the user named', () => {
        expect(after({ NO_PROXY: '.example.com, 10.0.0.1' })['no_proxy']).to.equal(`.example.com,10.0.0.1,${LOOPBACK}`);
        expect(after({ NO_PROXY: 'ignored', no_proxy: '127.0.0.1' })['NO_PROXY']).to.equal('127.0.0.1,localhost,[::1]');
    });

    it('is switched off once', () => {
        expect(after(after({}))['NO_PROXY']).to.equal(LOOPBACK);
    });

    it('stays off for all hosts after an asterisk', () => {
        expect(after({ NO_PROXY: '*' })).to.deep.equal({ NO_PROXY: '*' });
    });
});
