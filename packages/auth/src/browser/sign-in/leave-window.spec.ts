// SPDX-License-Identifier: MIT

import { enableBrowserGlobals } from '../test/browser-globals';

let disableBrowserGlobals = enableBrowserGlobals();

import { expect } from 'chai';
import { leaveWindow, type LeavingWindow } from './leave-window';
import { takePlace } from './return/sign-in-place';

disableBrowserGlobals();

describe('the window that leaves for the page of a provider', () => {
    before(() => (disableBrowserGlobals = enableBrowserGlobals()));
    after(() => disableBrowserGlobals());

    /** A window with unsaved text: `leaves` returns whether it goes without a question. */
    function open(prepareLeave: () => Promise<boolean>) {
        window.sessionStorage.clear();
        window.history.replaceState(null, '', '#/home/ada');
        const done: string[] = [];
        const asking = new window.AbortController();
        window.addEventListener('beforeunload', event => event.preventDefault(), { signal: asking.signal });
        const page: LeavingWindow = {
            addEventListener: window.addEventListener.bind(window),
            stop: () => void done.push('stop'),
            location: { assign: address => void done.push(String(address)) }
        };
        const attempt = new window.AbortController();
        return {
            done,
            cancel: () => attempt.abort(),
            leaving: () => leaveWindow('https://provider.example/', attempt.signal, { prepareLeave }, page),
            leaves: () => window.dispatchEvent(new window.Event('beforeunload', { cancelable: true })),
            close: () => {
                attempt.abort();
                asking.abort();
            }
        };
    }

    it('asks about unsaved text that is not kept [FR-005]', async () => {
        const { leaving, leaves, done, close } = open(async () => false);
        await leaving();
        expect({ done, leaves: leaves() }).to.deep.equal({ done: ['https://provider.example/'], leaves: false });
        expect(takePlace()).to.equal('#/home/ada');
        close();
    });

    it('asks again after Cancel, and does not leave late [FR-005]', async () => {
        const { leaving, leaves, cancel, done, close } = open(async () => true);
        await leaving();
        expect(leaves()).to.equal(true);
        cancel();
        expect({ done, leaves: leaves() }).to.deep.equal({
            done: ['https://provider.example/', 'stop'],
            leaves: false
        });
        close();
    });

    it('stays as soon as the user cancels, also if the text is never kept [FR-005]', async () => {
        const { leaving, cancel, done, close } = open(() => new Promise(() => undefined));
        const left = leaving();
        cancel();
        await left;
        expect({ done, place: takePlace() }).to.deep.equal({ done: [], place: '' });
        close();
    });

    it('stays if the user cancels while the text is kept [FR-005]', async () => {
        const { leaving, leaves, cancel, done, close } = open(async () => {
            cancel();
            return true;
        });
        await leaving();
        expect({ done, leaves: leaves() }).to.deep.equal({ done: [], leaves: false });
        close();
    });
});
