// SPDX-License-Identifier: MIT

import { enableBrowserGlobals } from '../../test/browser-globals';

let disableBrowserGlobals = enableBrowserGlobals('Sanyam');

import { expect } from 'chai';
import { RequestsAtTheEnd } from './requests-at-the-end';

disableBrowserGlobals();

describe('requests of a page', () => {
    before(() => (disableBrowserGlobals = enableBrowserGlobals('Sanyam')));
    after(() => disableBrowserGlobals());

    it('fail while it is open, and a moment later after it was asked to go away', async () => {
        const requests: ((error: Error) => void)[] = [];
        const due: (() => void)[] = [];
        window.fetch = () => new Promise((_resolve, reject) => requests.push(reject));
        new RequestsAtTheEnd().initialize();
        const failures: string[] = [];
        const failing = async (name: string): Promise<void> => {
            window.fetch('http://127.0.0.1/').catch(() => failures.push(name));
            requests.splice(0).forEach(reject => reject(new TypeError('Failed to fetch')));
            await new Promise(resolve => setImmediate(resolve));
        };
        await failing('open');
        expect(failures).to.deep.equal(['open']);
        const clock = globalThis.setTimeout;
        Object.assign(globalThis, { setTimeout: (work: () => void) => due.push(work) });
        try {
            window.dispatchEvent(new window.Event('beforeunload'));
            await failing('leaving');
            expect(failures).to.deep.equal(['open']);
            due.splice(0).forEach(work => work());
            await new Promise(resolve => setImmediate(resolve));
            expect(failures).to.deep.equal(['open', 'leaving']);
        } finally {
            Object.assign(globalThis, { setTimeout: clock });
        }
    });
});
