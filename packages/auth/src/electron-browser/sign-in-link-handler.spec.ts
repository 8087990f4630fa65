// SPDX-License-Identifier: MIT

import { enableBrowserGlobals } from '../browser/test/browser-globals';

const disableBrowserGlobals = enableBrowserGlobals();

import URI from '@theia/core/lib/common/uri';
import { expect } from 'chai';
import { linkAddress } from '../common/desktop/link-address';
import type { SignInReturn } from '../common/sign-in/sign-in-return';
import { SignInLinkHandler } from './sign-in-link-handler';

disableBrowserGlobals();

describe('a link of a mail that the system gives to the desktop application', () => {
    function start() {
        const received: SignInReturn[] = [];
        const handler = Object.assign(new SignInLinkHandler(), {
            returns: { receive: async (returned: SignInReturn) => void received.push(returned) }
        });
        return { handler, received };
    }

    it('completes the sign-in [FR-002]', async () => {
        const { handler, received } = start();
        const link = new URI(`${linkAddress('link')}&sb_flow_id=a-1&code=b-2`);
        expect(handler.canHandle(link)).to.be.greaterThan(0);
        await handler.open(link);
        expect(received).to.deep.equal([{ purpose: 'link', code: 'b-2', flowId: 'a-1', error: undefined }]);
    });

    it('says why it failed [FR-002]', async () => {
        const { handler, received } = start();
        await handler.open(new URI(`${linkAddress('link')}&error=access_denied&error_code=otp_expired`));
        expect(received[0]?.error?.failure).to.equal('link-expired');
    });

    it('is no link to a cloud document', () => {
        const { handler } = start();
        for (const link of [
            'sanyam:///sign-in',
            'sanyam://~shared/ada/sign-in',
            'https://sign-in/',
            'file:///sign-in'
        ]) {
            expect(handler.canHandle(new URI(link)), link).to.equal(0);
        }
    });
});
