// SPDX-License-Identifier: MIT

import { expect } from 'chai';
import { DesktopSignInWindows, type DesktopSignInOptions } from './desktop-sign-in-windows';

const TEXTS = { language: 'en', done: 'done', failed: 'failed', refused: 'refused' };

describe('the ways back to the desktop application', () => {
    function start(options: Partial<DesktopSignInOptions> = {}) {
        const opened: string[] = [];
        const windows = new DesktopSignInWindows({
            openExternal: async address => void opened.push(address),
            ...options
        });
        return { windows, window: windows.open(), opened };
    }

    const withoutPort: Partial<DesktopSignInOptions> = {
        listen: () => Promise.reject(new Error('listen EACCES 127.0.0.1'))
    };

    it('open only web pages, in the browser of the system [FR-005]', async () => {
        const { window, opened } = start();
        const addresses = [
            'https://provider.example/',
            'http://127.0.0.1:1/',
            'file:///etc/passwd',
            'sanyam:///a',
            'x'
        ];
        const answers = await Promise.all(addresses.map(address => window.open(address)));
        expect(answers).to.deep.equal([true, true, false, false, false]);
        expect(opened).to.deep.equal(addresses.slice(0, 2));
        window.dispose();
    });

    it('say that there is no browser [FR-005]', async () => {
        const { window } = start({ openExternal: () => Promise.reject(new Error('no handler')) });
        expect(await window.open('https://provider.example/')).to.equal(false);
    });

    it('end with their window [FR-005]', async () => {
        const { window } = start();
        const { id, address } = await window.begin(TEXTS);
        const returned = window.returned(id);
        window.dispose();
        expect(await returned).to.equal(undefined);
        expect(await window.returned(id)).to.equal(undefined);
        const refusal = await fetch(address).catch((error: unknown) => error);
        expect(refusal).to.be.instanceOf(TypeError);
    });

    it('are few for each window', async () => {
        const { window } = start();
        const began = await Promise.allSettled(Array.from({ length: 6 }, () => window.begin(TEXTS)));
        expect(began.filter(({ status }) => status === 'fulfilled')).to.have.lengthOf(4);
        window.dispose();
    });

    it('are links of the application where no port can be had [FR-005]', async () => {
        const { windows, window } = start(withoutPort);
        const { id, address } = await window.begin(TEXTS);
        expect(address).to.match(/^sanyam:\/\/sign-in\/\?sanyam-sign-in=provider&state=[\w-]{43}$/);
        const returned = window.returned(id);
        for (const strange of [
            'sanyam://sign-in/?sanyam-sign-in=provider&state=wrong&code=abc',
            address.replace('sanyam://sign-in/', 'https://sign-in/'),
            address.replace('sanyam://sign-in/', 'sanyam:///sign-in/'),
            'x'
        ]) {
            expect(windows.takeLink(strange), strange).to.equal(false);
        }
        expect(windows.takeLink(`${address}&code=abc`)).to.equal(true);
        expect(await returned).to.equal(new URL(`${address}&code=abc`).search);
        expect(windows.takeLink(`${address}&code=abc`)).to.equal(false);
        window.dispose();
    });

    it('take no link after the user has canceled [FR-005]', async () => {
        const { windows, window } = start(withoutPort);
        const { id, address } = await window.begin(TEXTS);
        await window.end(id);
        expect(windows.takeLink(`${address}&code=abc`)).to.equal(false);
    });
});
