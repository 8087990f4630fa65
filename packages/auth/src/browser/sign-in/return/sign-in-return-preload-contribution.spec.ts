// SPDX-License-Identifier: MIT

import { enableBrowserGlobals } from '../../test/browser-globals';

let disableBrowserGlobals = enableBrowserGlobals();

import { expect } from 'chai';
import type { SignInReturn } from '../../../common/sign-in/sign-in-return';
import { rememberPlace } from './sign-in-place';
import { SignInReturnPreloadContribution } from './sign-in-return-preload-contribution';

disableBrowserGlobals();

describe('the address with which a window starts', () => {
    before(() => (disableBrowserGlobals = enableBrowserGlobals()));
    after(() => disableBrowserGlobals());

    /** Opens a window at an address. Returns the address that Theia sees, and what is bound. */
    function open(address: string, place?: string) {
        if (place !== undefined) {
            window.history.replaceState(null, '', `/ide/${place}`);
            rememberPlace();
        }
        window.history.replaceState(null, '', `/ide/${address}`);
        const returns: SignInReturn[] = [];
        new SignInReturnPreloadContribution(returned => returns.push(returned)).initialize();
        const { pathname, search, hash } = window.location;
        return { seen: `${pathname}${search}${hash}`, returns };
    }

    for (const address of [
        '#access_token=a&refresh_token=b&type=invite',
        '?sanyam-sign-in=link#access_token=a&refresh_token=b&type=magiclink',
        '?sanyam-sign-in=provider&code=a&sb_flow_id=b'
    ]) {
        it(`keeps no session and no code: ${address} [FR-005]`, () => {
            const { seen, returns } = open(address);
            expect(seen).to.equal('/ide/');
            expect(returns).to.have.lengthOf(1);
        });
    }

    it('leads back to the workspace that the window left, once', () => {
        expect(open('?sanyam-sign-in=provider&code=a', '#/home/ada').seen).to.equal('/ide/#/home/ada');
        expect(open('?sanyam-sign-in=provider&code=a').seen).to.equal('/ide/');
    });

    it('leads to no workspace that the window left, and came back to without a return', () => {
        expect(open('#/home/grace', '#/home/ada').seen).to.equal('/ide/#/home/grace');
        expect(open('?sanyam-sign-in=link&code=a').seen).to.equal('/ide/');
    });

    it('is left alone without a return', () => {
        expect(open('?x=1#/home/ada')).to.deep.equal({ seen: '/ide/?x=1#/home/ada', returns: [] });
    });
});
