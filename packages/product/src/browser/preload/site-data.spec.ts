// SPDX-License-Identifier: MIT

import { expect } from 'chai';
import { enableBrowserGlobals } from '../../test/browser-globals';
import { isSiteDataBlocked, tellBlockedSiteData } from './site-data';

describe('the page in a browser that blocks site data', () => {
    let disableBrowserGlobals: () => void;
    before(() => {
        disableBrowserGlobals = enableBrowserGlobals('Sanyam');
    });
    after(() => disableBrowserGlobals());

    it('knows it', () => {
        const blocked = Object.defineProperty({}, 'localStorage', {
            get: () => {
                throw new Error('SecurityError');
            }
        }) as Window;
        expect(isSiteDataBlocked(blocked)).to.equal(true);
        expect(isSiteDataBlocked({ localStorage: {} as Storage })).to.equal(false);
    });

    for (const [language, start] of [
        ['en-GB', 'This browser blocks cookies'],
        ['fr', 'This browser blocks cookies'],
        ['de-AT', 'Dieser Browser blockiert Cookies']
    ] as const) {
        it(`says in place of the spinner what to allow: ${language}`, () => {
            const page = document.implementation.createHTMLDocument();
            page.body.innerHTML = '<div class="theia-preload"></div>';
            tellBlockedSiteData(page, language);
            expect(page.querySelector('.theia-preload')).to.equal(null);
            expect(page.querySelector('[role=alert]')?.textContent).to.contain(start);
        });
    }
});
