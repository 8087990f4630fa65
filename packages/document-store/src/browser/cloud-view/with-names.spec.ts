// SPDX-License-Identifier: MIT

import { enableBrowserGlobals } from '../../test/browser-globals';
let disableBrowserGlobals = enableBrowserGlobals();

// First: Theia's modules import each other in circles, and this order of loading works.
import '@theia/core/lib/browser';
import { expect } from 'chai';
import { withNames } from './with-names';

disableBrowserGlobals();

describe('a question about several names', () => {
    before(() => (disableBrowserGlobals = enableBrowserGlobals()));
    after(() => disableBrowserGlobals());

    it('lists them, of many the first ones and how many more there are', () => {
        for (const [count, shown, last] of [
            [2, 2, '“1.md”'],
            [10, 10, '“9.md”'],
            [11, 11, '...1 additional file not shown'],
            [12, 11, '...2 additional files not shown']
        ] as const) {
            const names = Array.from({ length: count }, (_, index) => `${index}.md`);
            const message = withNames('Replace?', names);
            const lines = [...message.querySelectorAll('li')].map(({ textContent }) => textContent);
            expect(message.firstChild?.textContent).to.equal('Replace?');
            expect([lines.length, lines[0], lines.at(-1)]).to.deep.equal([shown, '“0.md”', last]);
        }
    });
});
